/**
 * The concepts as linked data, in Turtle and in JSON-LD: notes are schema.org's articles, tags and names that nobody has
 * written are SKOS concepts, and what an author calls a property keeps its name in a namespace of the vault.
 */
import type { Plain } from "../../query/index.js";
import { isConcept, type PlainGraph, type PlainNode } from "./plain-graph.js";

export interface RdfOptions {
	/** Where the site lives; without it, things have names and no addresses. */
	readonly baseUrl?: string;
}

/** An address, a text with its type or language, a number or a truth. */
type Term =
	| { readonly kind: "iri"; readonly iri: string }
	| { readonly kind: "literal"; readonly value: string | number | boolean; readonly language?: string };

interface Subject {
	readonly iri: string;
	readonly types: readonly string[];
	/** By predicate; each value once. */
	readonly values: ReadonlyMap<string, readonly Term[]>;
}

const prefixes = {
	schema: "https://schema.org/",
	skos: "http://www.w3.org/2004/02/skos/core#",
} as const;

export function toTurtle(graph: PlainGraph, options: RdfOptions = {}): string {
	const names = { ...prefixes, p: propertySpace(options) };
	const head = Object.entries(names).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
	const blocks = subjectsOf(graph, options).map(({ iri, types, values }) => {
		const lines = [...values].map(
			([predicate, terms]) => `\t${short(predicate, names)} ${terms.map(turtleTerm).join(", ")}`,
		);
		return `<${iri}>\n${[`\ta ${types.map((type) => short(type, names)).join(", ")}`, ...lines].join(" ;\n")} .`;
	});
	return `${[...head, "", ...blocks].join("\n")}\n`;
}

export function toJsonLd(graph: PlainGraph, options: RdfOptions = {}): string {
	const context = { ...prefixes, p: propertySpace(options) };
	const subjects = subjectsOf(graph, options).map(({ iri, types, values }) => ({
		"@id": iri,
		"@type": types,
		...Object.fromEntries([...values].map(([predicate, terms]) => [predicate, terms.map(jsonTerm)])),
	}));
	return `${JSON.stringify({ "@context": context, "@graph": subjects }, null, "\t")}\n`;
}

function subjectsOf(graph: PlainGraph, options: RdfOptions): Subject[] {
	const iris = graph.nodes.map((node) => iriOf(node, options));
	const space = propertySpace(options);
	const leaving = new Map<number, Map<string, Set<string>>>();
	for (const { source, target, type } of graph.relationships) {
		if (!isConcept(graph.nodes[source]!) || !isConcept(graph.nodes[target]!)) continue;
		const predicate = predicates[type] ?? space + encode(type);
		const own = leaving.get(source) ?? new Map<string, Set<string>>();
		leaving.set(source, own);
		own.set(predicate, (own.get(predicate) ?? new Set()).add(iris[target]!));
	}
	return [...graph.nodes.entries()].flatMap(([i, node]) => {
		if (!isConcept(node)) return [];
		const values = new Map<string, Term[]>(literalsOf(node, space));
		for (const [predicate, targets] of leaving.get(i) ?? []) {
			const links = [...targets].sort().map((iri): Term => ({ kind: "iri", iri }));
			values.set(predicate, [...(values.get(predicate) ?? []), ...links]);
		}
		return [{ iri: iris[i]!, types: typesOf(node), values }];
	});
}

const { schema, skos } = prefixes;

/** What our relationships are called elsewhere. */
const predicates: Readonly<Record<string, string>> = {
	LINKS: `${schema}mentions`,
	EMBEDS: `${schema}hasPart`,
	TAGGED: `${schema}about`,
	PARENT: `${skos}broader`,
	SHOWS: `${schema}hasPart`,
	IMPORTS: `${schema}isBasedOn`,
};

function typesOf({ labels }: PlainNode): readonly string[] {
	if (labels.includes("Note")) return [`${schema}Article`];
	if (labels.includes("Attachment")) return [`${schema}MediaObject`];
	return [`${skos}Concept`];
}

/** Properties that schema.org has names for. */
const known: Readonly<Record<string, string>> = {
	title: `${schema}name`,
	aliases: `${schema}alternateName`,
	tags: `${schema}keywords`,
	lang: `${schema}inLanguage`,
	words: `${schema}wordCount`,
	excerpt: `${schema}abstract`,
	path: `${schema}identifier`,
};

function literalsOf({ labels, properties, title }: PlainNode, space: string): [string, Term[]][] {
	if (!labels.includes("Note") && !labels.includes("Attachment"))
		return [[`${skos}prefLabel`, [{ kind: "literal", value: title }]]];
	const language =
		typeof properties.lang === "string" && /^[a-z]{2,3}$/i.test(properties.lang)
			? properties.lang
			: undefined;
	return Object.entries(properties).flatMap(([key, value]): [string, Term[]][] => {
		if (key === "line" || key === "name" || key === "published") return [];
		const values = (Array.isArray(value) ? value : [value]).flatMap((item: Plain) =>
			typeof item === "string" || typeof item === "number" || typeof item === "boolean" ? [item] : [],
		);
		const spoken = language !== undefined && (key === "title" || key === "excerpt");
		const terms = [...new Set(values)].map(
			(item): Term => ({ kind: "literal", value: item, ...(spoken && { language }) }),
		);
		return terms.length === 0 ? [] : [[Object.hasOwn(known, key) ? known[key]! : space + encode(key), terms]];
	});
}

function iriOf({ key, labels, properties }: PlainNode, { baseUrl }: RdfOptions): string {
	const { path } = properties;
	if (baseUrl !== undefined && typeof path === "string") {
		const page = labels.includes("Note") ? path.replace(/\.md$/, "") : path;
		return `${siteOf(baseUrl)}${page.split("/").map(encode).join("/")}`;
	}
	return `urn:notapse:${encode(key.replace(/^concept /, ""))}`;
}

function propertySpace({ baseUrl }: RdfOptions): string {
	return baseUrl === undefined ? "urn:notapse:property:" : `${siteOf(baseUrl)}#property-`;
}

/** Only what an IRI may hold without a question. */
function siteOf(baseUrl: string): string {
	const { href } = new URL(baseUrl);
	return (href.endsWith("/") ? href : `${href}/`).replace(/[<>"{}|\\^`]/g, encodeURIComponent);
}

function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** With a prefix where what remains is a plain name. */
function short(iri: string, names: Readonly<Record<string, string>>): string {
	for (const [name, space] of Object.entries(names)) {
		const rest = iri.slice(space.length);
		if (iri.startsWith(space) && /^[A-Za-z][A-Za-z0-9_]*$/.test(rest)) return `${name}:${rest}`;
	}
	return `<${iri}>`;
}

function turtleTerm(term: Term): string {
	if (term.kind === "iri") return `<${term.iri}>`;
	const { value, language } = term;
	if (typeof value === "boolean") return String(value);
	if (typeof value === "number")
		return Number.isInteger(value) ? `"${value}"^^<${xsd}integer>` : `"${value}"^^<${xsd}double>`;
	return `${quoted(value)}${language === undefined ? "" : `@${language}`}`;
}

const xsd = "http://www.w3.org/2001/XMLSchema#";

const escapes: Readonly<Record<string, string>> = {
	"\\": "\\\\",
	'"': '\\"',
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

function quoted(text: string): string {
	const escaped = text.replace(
		/[\\"\u0000-\u001f\u007f]/g,
		(character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
	return `"${escaped}"`;
}

function jsonTerm(term: Term): unknown {
	if (term.kind === "iri") return { "@id": term.iri };
	return term.language === undefined ? term.value : { "@value": term.value, "@language": term.language };
}
