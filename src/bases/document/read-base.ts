import {
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	parseDocument,
	type Scalar,
	type YAMLMap,
} from "yaml";
import { nearestName } from "../../model/index.js";
import { BaseError } from "../language/base-error.js";
import { parseExpression } from "../language/parse-expression.js";
import {
	type Base,
	type BaseProblem,
	type BaseView,
	type Filter,
	fullName,
	propertyNamed,
	type Sorting,
	type ViewOption,
	type WrittenExpression,
	type WrittenProperty,
} from "./base.js";
import { placeInScalar } from "./place-in-scalar.js";

/** UTF-16 units of a base. */
const longest = 200_000;
/** Nodes that are looked at, those behind an anchor each time. */
const mostNodes = 20_000;
/** Uses of anchors: for each of them the library walks the whole document. */
const mostAliases = 50;
const deepestFilter = 50;
const mostViews = 100;
const mostFormulas = 500;

/** Reads what is written as far as it can be read; what cannot is told in `problems`, with its place. Never throws. */
export function readBase(yaml: string): Base {
	const reader = new Reader(yaml);
	try {
		return reader.base();
	} catch (error) {
		if (!(error instanceof BaseError)) throw error;
		return { ...empty(), problems: [{ message: error.message, offset: error.offset }], views: [] };
	}
}

function empty(): Omit<Base, "problems" | "views"> {
	return { formulas: new Map(), displayNames: new Map(), summaries: new Map() };
}

const yamlOptions = {
	version: "1.2",
	schema: "core",
	merge: false,
	resolveKnownTags: false,
	uniqueKeys: false,
	prettyErrors: false,
	logLevel: "silent",
} as const;

class Reader {
	readonly #problems: BaseProblem[] = [];
	#document: Document.Parsed | undefined;
	#nodes = 0;
	#aliases = 0;

	constructor(readonly yaml: string) {}

	base(): Base {
		const top = this.#parse();
		if (top === undefined) return { ...empty(), views: [this.#plainView()], problems: [] };
		const entries = this.#entries(top, "A base", topKeys);
		const base = {
			...this.#filters(entries.get("filters")),
			formulas: this.#expressions(entries.get("formulas"), "formulas"),
			displayNames: this.#displayNames(entries.get("properties")),
			summaries: this.#expressions(entries.get("summaries"), "summaries"),
			views: this.#views(entries.get("views")),
		};
		return { ...base, problems: this.#problems.sort((a, b) => a.offset - b.offset) };
	}

	#parse(): YAMLMap | undefined {
		const { yaml } = this;
		if (yaml.length > longest) throw new BaseError(`A base can have at most ${longest} characters.`, longest);
		let document: Document.Parsed;
		try {
			document = parseDocument(yaml, yamlOptions);
		} catch {
			throw new BaseError("This YAML is nested too deep.", 0);
		}
		const flaw = document.errors[0];
		if (flaw !== undefined) {
			const what = flaw.message.split("\n", 1)[0]!.replace(/\.$/, "").slice(0, 200);
			const hint =
				"An expression that holds “: ” or “ #”, or begins with “!”, a quote or a bracket, stands in quotes.";
			throw new BaseError(`This is no YAML: ${what}. ${hint}`, Math.min(flaw.pos[0], yaml.length));
		}
		this.#document = document;
		const contents = this.#resolved(document.contents as Node | null);
		if (contents === undefined || (isScalar(contents) && contents.value === null)) return undefined;
		if (isMap(contents)) return contents;
		throw new BaseError("A base is a map of filters, formulas, properties, summaries and views.", 0);
	}

	/** What a node is, its anchors followed; undefined where there is nothing. */
	#resolved(node: Node | null | undefined): Node | undefined {
		if (++this.#nodes > mostNodes)
			throw new BaseError(`A base can have at most ${mostNodes} entries, anchors counted each time.`, 0);
		if (node === null || node === undefined) return undefined;
		if (!isAlias(node)) return node;
		if (++this.#aliases > mostAliases)
			throw new BaseError(`A base can use anchors ${mostAliases} times at most.`, offsetOf(node));
		return node.resolve(this.#document!);
	}

	/** Keys that are not known are told if they look like a known one: plugins may write their own. */
	#entries(map: YAMLMap, what: string, known?: readonly string[]): Map<string, Entry> {
		const entries = new Map<string, Entry>();
		for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
			const offset = key === null ? offsetOf(map) : offsetOf(key);
			const name = isScalar(key) ? String(key.value ?? "") : undefined;
			if (name === undefined) this.#problem("This key is no text.", offset);
			else {
				if (entries.has(name)) this.#problem(`${name} is written twice; the last one counts.`, offset);
				const meant = known === undefined || known.includes(name) ? undefined : nearestName(name, known);
				if (meant !== undefined && !map.has(meant))
					this.#problem(`${what} has no key ${name}. Did you mean ${meant}?`, offset);
				entries.set(name, { key: offset, value: this.#resolved(value) });
			}
		}
		return entries;
	}

	#filters(entry: Entry | undefined): { filters?: Filter } {
		if (entry === undefined || isNothing(entry.value)) return {};
		const filters = this.#filter(entry.value!, entry.key, 0);
		return filters === undefined ? {} : { filters };
	}

	#filter(node: Node, key: number, depth: number): Filter | undefined {
		if (depth > deepestFilter)
			throw new BaseError(`Filters can be nested ${deepestFilter} levels deep.`, offsetOf(node));
		if (isScalar(node)) return { kind: "condition", condition: this.#expression(node) };
		// A list alone can only mean that all must hold.
		if (isSeq(node)) return { kind: "and", parts: this.#filterParts(node, key, depth) };
		if (!isMap(node)) return undefined;
		const parts: Filter[] = [];
		for (const [kind, entry] of this.#entries(node, "A filter")) {
			if (kind !== "and" && kind !== "or" && kind !== "not") {
				const meant = nearestName(kind.toLowerCase(), ["and", "or", "not"]);
				const hint = meant === undefined ? "It takes and, or, and not." : `Did you mean ${meant}?`;
				this.#problem(`A filter has no key ${kind}. ${hint}`, entry.key);
				// What cannot be understood filters everything out: better than showing what was to be hidden.
				parts.push(this.#nothingHolds(entry.key));
			} else if (!isNothing(entry.value))
				parts.push({ kind, parts: this.#filterParts(entry.value!, entry.key, depth) });
		}
		return parts.length === 1 ? parts[0] : { kind: "and", parts };
	}

	#filterParts(node: Node, key: number, depth: number): Filter[] {
		const nodes = isSeq(node) ? (node.items as Node[]) : [node];
		return nodes.flatMap((item) => {
			const resolved = this.#resolved(item);
			return isNothing(resolved) ? [] : (this.#filter(resolved!, key, depth + 1) ?? []);
		});
	}

	#nothingHolds(offset: number): Filter {
		const expression = parseExpression("false");
		return { kind: "condition", condition: { text: "false", place: () => offset, expression } };
	}

	#expressions(entry: Entry | undefined, what: string): Map<string, WrittenExpression> {
		const expressions = new Map<string, WrittenExpression>();
		for (const [name, { key, value }] of this.#members(entry, what)) {
			if (expressions.size >= mostFormulas) {
				this.#problem(`A base can have at most ${mostFormulas} ${what}.`, key);
				break;
			}
			if (isScalar(value) && value.value !== null) expressions.set(name, this.#expression(value));
			else this.#problem(`${name} must be an expression, as a text.`, key);
		}
		return expressions;
	}

	/** The entries of a map below a key. */
	#members(entry: Entry | undefined, what: string, known?: readonly string[]): Map<string, Entry> {
		if (entry === undefined || isNothing(entry.value)) return new Map();
		if (isMap(entry.value)) return this.#entries(entry.value, what, known);
		this.#problem(`${what} must be a map: names with a colon, one a line.`, entry.key);
		return new Map();
	}

	#expression(scalar: Scalar): WrittenExpression {
		const written = this.#scalarText(scalar);
		try {
			return { ...written, expression: parseExpression(written.text) };
		} catch (error) {
			if (!(error instanceof BaseError)) throw error;
			const problem = { message: error.message, offset: written.place(error.offset) };
			this.#problem(problem.message, problem.offset);
			return { ...written, expression: problem };
		}
	}

	/** `!done && x` is a tag and an anchor for YAML, and numbers and the like are what they are written as. */
	#scalarText(scalar: Scalar): Pick<WrittenExpression, "text" | "place"> {
		const { yaml } = this;
		const [start, end] = scalar.range ?? [0, 0];
		if (scalar.tag !== undefined || scalar.anchor !== undefined) {
			const line = yaml.slice(yaml.lastIndexOf("\n", start - 1) + 1, start);
			const written = /[[{]/.test(line) ? /!\S*\s*(?:&\S*\s*)?$/ : /(?<=^|[-:]\s*)!.*$/;
			const from = start - (written.exec(line)?.[0].length ?? 0);
			if (yaml[from] === "!")
				return { text: yaml.slice(from, end).trimEnd(), place: (offset) => from + offset };
		}
		if (typeof scalar.value !== "string")
			return { text: yaml.slice(start, end), place: (offset) => start + offset };
		return { text: scalar.value, place: (offset) => placeInScalar(yaml, scalar, offset) };
	}

	#displayNames(entry: Entry | undefined): Map<string, string> {
		const names = new Map<string, string>();
		for (const [property, settings] of this.#members(entry, "properties")) {
			const name = this.#members(settings, property, ["displayName"]).get("displayName")?.value;
			if (isScalar(name) && name.value !== null)
				names.set(fullName(propertyNamed(property)), String(name.value));
		}
		return names;
	}

	#views(entry: Entry | undefined): BaseView[] {
		if (entry === undefined || isNothing(entry.value)) return [this.#plainView()];
		if (!isSeq(entry.value)) {
			this.#problem("views must be a list: each one begins with “- type:”.", entry.key);
			return [];
		}
		const views: BaseView[] = [];
		for (const item of entry.value.items as Node[]) {
			const node = this.#resolved(item);
			if (views.length >= mostViews) {
				this.#problem(`A base can have at most ${mostViews} views.`, offsetOf(item));
				break;
			}
			if (isMap(node)) views.push(this.#view(node));
			else
				this.#problem(
					"A view is a map with a type and a name.",
					node === undefined ? entry.key : offsetOf(node),
				);
		}
		return views.length === 0 ? [this.#plainView()] : views;
	}

	#plainView(): BaseView {
		const order = [propertyNamed("file.name")];
		return { type: "table", name: "", offset: 0, sort: [], order, summaries: new Map(), options: new Map() };
	}

	#view(node: YAMLMap): BaseView {
		const entries = this.#entries(node, "A view", viewKeys);
		const type = textOf(entries.get("type")) ?? "table";
		const limit = this.#limit(entries.get("limit"));
		const groupBy = this.#groupBy(entries.get("groupBy"));
		const order = this.#order(entries.get("order"));
		return {
			type,
			name: textOf(entries.get("name")) ?? "",
			offset: offsetOf(node),
			...this.#filters(entries.get("filters")),
			...(limit !== undefined && { limit }),
			...(groupBy !== undefined && { groupBy }),
			sort: this.#sort(entries.get("sort")),
			order: order.length === 0 ? [propertyNamed("file.name", offsetOf(node))] : order,
			summaries: this.#summaries(entries.get("summaries")),
			options: this.#options(entries),
		};
	}

	#limit(entry: Entry | undefined): number | undefined {
		if (entry === undefined || isNothing(entry.value)) return undefined;
		const value = isScalar(entry.value) ? Number(entry.value.value) : Number.NaN;
		if (Number.isInteger(value) && value >= 0) return value;
		this.#problem("limit must be a whole number.", entry.key);
		return undefined;
	}

	#groupBy(entry: Entry | undefined): Sorting | undefined {
		if (entry === undefined || isNothing(entry.value)) return undefined;
		return this.#sorting(entry.value!, entry.key);
	}

	#sort(entry: Entry | undefined): Sorting[] {
		if (entry === undefined || isNothing(entry.value)) return [];
		const nodes = isSeq(entry.value) ? (entry.value.items as Node[]) : [entry.value!];
		return nodes.flatMap((item) => {
			const node = this.#resolved(item);
			return node === undefined ? [] : (this.#sorting(node, entry.key) ?? []);
		});
	}

	/** `{property, direction}`, or the property alone. */
	#sorting(node: Node, key: number): Sorting | undefined {
		if (isScalar(node)) return { property: this.#property(node), descending: false };
		const entries = isMap(node)
			? this.#entries(node, "A sort", ["property", "direction"])
			: new Map<string, Entry>();
		// Older bases say `column`.
		const property = (entries.get("property") ?? entries.get("column"))?.value;
		if (!isScalar(property) || property.value === null) {
			this.#problem("A property to sort or group by is missing.", key);
			return undefined;
		}
		const direction = textOf(entries.get("direction")) ?? "ASC";
		const known = /^(?:asc|desc)(?:ending)?$/i.test(direction);
		if (!known) this.#problem(`A direction is ASC or DESC, not ${direction}.`, entries.get("direction")!.key);
		return { property: this.#property(property), descending: /^desc/i.test(direction) };
	}

	#order(entry: Entry | undefined): WrittenProperty[] {
		if (entry === undefined || isNothing(entry.value)) return [];
		if (!isSeq(entry.value)) {
			this.#problem("order must be a list of properties.", entry.key);
			return [];
		}
		return (entry.value.items as Node[]).flatMap((item) => {
			const node = this.#resolved(item);
			return isScalar(node) && node.value !== null ? [this.#property(node)] : [];
		});
	}

	#property(scalar: Scalar): WrittenProperty {
		return propertyNamed(String(scalar.value), offsetOf(scalar));
	}

	#summaries(entry: Entry | undefined): BaseView["summaries"] {
		const summaries = new Map<string, { name: string; offset: number }>();
		for (const [property, named] of this.#members(entry, "summaries")) {
			const name = textOf(named);
			if (name !== undefined)
				summaries.set(fullName(propertyNamed(property)), { name, offset: offsetOf(named.value!) });
		}
		return summaries;
	}

	#options(entries: ReadonlyMap<string, Entry>): Map<string, ViewOption> {
		const options = new Map<string, ViewOption>();
		for (const [name, { value }] of entries) {
			if (viewKeys.includes(name) || !isScalar(value)) continue;
			const plain = value.value;
			const simple = typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean";
			options.set(name, { value: simple ? plain : null, offset: offsetOf(value) });
		}
		return options;
	}

	#problem(message: string, offset: number): void {
		if (this.#problems.length < mostProblems) this.#problems.push({ message, offset });
	}
}

const mostProblems = 100;
const topKeys = ["filters", "formulas", "properties", "summaries", "views"];
const viewKeys = ["type", "name", "filters", "limit", "groupBy", "sort", "order", "summaries"];

interface Entry {
	/** Where its key stands. */
	readonly key: number;
	readonly value: Node | undefined;
}

function isNothing(node: Node | undefined): boolean {
	return (
		node === undefined ||
		(isScalar(node) && (node.value === null || node.value === "") && node.tag === undefined)
	);
}

function textOf(entry: Entry | undefined): string | undefined {
	return isScalar(entry?.value) && entry.value.value !== null ? String(entry.value.value) : undefined;
}

function offsetOf(node: Node): number {
	return node.range?.[0] ?? 0;
}
