import type { GraphNames, Span } from "../model/index.js";
import { checkQuery } from "./language/check.js";
import { childrenOf } from "./language/children.js";
import { nearestName } from "./language/nearest-name.js";
import { parseQuery } from "./language/parse.js";
import type { AnyNode, MapLiteral, Query } from "./language/syntax.js";
import type { PrepareOptions } from "./prepare.js";
import type { GraphStore } from "./store/store.js";

/** A name in a query that finds nothing, because the graph has nothing that is called so. */
export interface UnknownName {
	readonly message: string;
	readonly name: string;
	/** What it may be meant to be. */
	readonly near?: string;
	/** Where it stands first. */
	readonly span: Span;
}

/** Names that are told of one query, and for which a near one is looked for. */
const mostNames = 5;
const mostSearches = 50;

/**
 * Labels, types of relationships and properties that a query asks for and the graph does not have: they are no mistakes
 * for the language, and find nothing without a word. Throws as `prepare` where the query is not one.
 * @param documented names that are right in any graph: where there is nothing of the kind, that is said, and no more
 */
export function unknownNames(
	query: string | Query,
	{ store, ...options }: Pick<PrepareOptions, "store" | "procedures" | "functions">,
	documented: GraphNames,
): readonly UnknownName[] {
	const tree = typeof query === "string" ? parseQuery(query) : query;
	const owners = new Map<AnyNode, "node" | "relationship">();
	checkQuery(tree, { ...options, onProperty: (access, owner) => owners.set(access, owner) });
	const finder = new Finder(store, documented, owners);
	finder.visit(tree, false);
	return [...finder.found.values()].sort((a, b) => a.span.start - b.span.start).slice(0, mostNames);
}

class Finder {
	/** By what is missing. */
	readonly found = new Map<string, UnknownName>();
	readonly #names: Readonly<Record<keyof GraphNames | "either", ReadonlySet<string>>>;
	#searches = 0;

	constructor(
		readonly store: GraphStore,
		readonly documented: GraphNames,
		readonly owners: ReadonlyMap<AnyNode, "node" | "relationship">,
	) {
		const { labels, types, nodeColumns, relationshipColumns } = store.data;
		const keys = (columns: typeof nodeColumns) => columns.map(({ key }) => key);
		const known = { labels: [...labels, ...documented.labels], types: [...types, ...documented.types] };
		this.#names = {
			labels: new Set(known.labels),
			types: new Set(known.types),
			either: new Set([...known.labels, ...known.types]),
			nodeKeys: new Set([...keys(nodeColumns), ...documented.nodeKeys]),
			relationshipKeys: new Set([...keys(relationshipColumns), ...documented.relationshipKeys]),
		};
	}

	/** @param tolerant whether it is asked if there is such a thing: then only what is nearly a name is told */
	visit(node: AnyNode, tolerant: boolean): void {
		const owner = this.owners.get(node);
		switch (node.kind) {
			case "node-pattern":
				if (node.label !== undefined) this.#labels(node.label, "labels", true);
				if (node.properties?.kind === "map") this.#keys(node.properties, "node");
				break;
			case "relationship-pattern":
				if (node.type !== undefined) this.#labels(node.type, "types", true);
				if (node.properties?.kind === "map") this.#keys(node.properties, "relationship");
				break;
			case "label-test":
				this.#labels(node.label, "either", true);
				break;
			case "property":
				if (owner !== undefined) this.#key(node.key, owner, node.span, tolerant);
				break;
			case "index":
				if (owner !== undefined && node.index.kind === "literal" && typeof node.index.value === "string")
					this.#key(node.index.value, owner, node.index.span, tolerant);
				break;
			case "map-projection":
				if (owner === undefined) break;
				for (const item of node.items)
					if (item.kind === "property-selector") this.#key(item.key, owner, item.span, tolerant);
		}
		const inner =
			node.kind === "null-test" ||
			(node.kind === "call-function" && /^(?:coalesce|exists)$/i.test(node.name)) ||
			(tolerant && (node.kind === "property" || node.kind === "index"));
		for (const child of childrenOf(node)) this.visit(child, inner);
	}

	/** @param wanted whether something is looked for that has it; else it is what is left out */
	#labels(expression: AnyNode, of: "labels" | "types" | "either", wanted: boolean): void {
		switch (expression.kind) {
			case "label-name":
				this.#label(expression.name, of, expression.span, wanted);
				return;
			case "label-not":
				this.#labels(expression.operand, of, !wanted);
				return;
			case "label-and":
			case "label-or": {
				// What lacks one of several may still have another one.
				const alternatives = expression.kind === "label-or";
				const finding =
					alternatives &&
					expression.operands.some((operand) => operand.kind !== "label-name" || this.#has(operand.name, of));
				for (const operand of expression.operands) this.#labels(operand, of, wanted && !finding);
			}
		}
	}

	#has(name: string, of: "labels" | "types" | "either"): boolean {
		const { store } = this;
		const isLabel = () => {
			const wanted = store.labelSetsWhere((labels) => labels.includes(name));
			return store.countIn(wanted) > 0;
		};
		return (of !== "types" && isLabel()) || (of !== "labels" && store.typeId(name) !== undefined);
	}

	#label(name: string, of: "labels" | "types" | "either", span: Span, wanted: boolean): void {
		const known = this.#names[of];
		const isType = of === "types" || (of === "either" && this.#names.types.has(name));
		const shown = (one: string) => (isType ? `[:${one}]` : `:${one}`);
		if (known.has(name)) {
			if (wanted && !this.#has(name, of))
				this.#tell(shown(name), span, { message: `This vault has no ${shown(name)}.`, name });
			return;
		}
		const near = this.#nearest(name, known);
		const what = isType ? `No relationship is a ${shown(name)}` : `Nothing is a ${shown(name)}`;
		this.#tell(shown(name), span, meaning(`${what} in this vault`, name, near, shown));
	}

	#keys({ entries }: MapLiteral, owner: "node" | "relationship"): void {
		for (const { key, span } of entries) this.#key(key, owner, span, false);
	}

	#key(key: string, owner: "node" | "relationship", span: Span, tolerant: boolean): void {
		const { nodeKeys, relationshipKeys } = this.#names;
		const known = owner === "node" ? nodeKeys : relationshipKeys;
		if (known.has(key)) return;
		const near = this.#nearest(key, known);
		if (tolerant && near === undefined) return;
		const what = owner === "node" ? "No note has a property" : "No link has a property";
		const shown = (one: string) => `\`${one}\``;
		this.#tell(`${owner} ${key}`, span, meaning(`${what} ${shown(key)}`, key, near, shown));
	}

	#nearest(name: string, known: ReadonlySet<string>): string | undefined {
		return ++this.#searches > mostSearches ? undefined : nearestName(name, known);
	}

	#tell(key: string, span: Span, said: Said): void {
		if (!this.found.has(key)) this.found.set(key, { ...said, span });
	}
}

type Said = Omit<UnknownName, "span">;

function meaning(
	sentence: string,
	name: string,
	near: string | undefined,
	shown: (name: string) => string,
): Said {
	if (near === undefined) return { message: `${sentence}.`, name };
	return { message: `${sentence}; did you mean ${shown(near)}?`, name, near };
}
