/**
 * What the kit's graphs are made by: `CREATE`, and the little else that its preparations use. The product cannot write;
 * this writes for it, with the product's own parser and its own reading.
 */
import {
	accessTo,
	createStoreBuilder,
	type GraphStore,
	NodeValue,
	Procedures,
	prepare,
	RelationshipValue,
	type Value,
} from "../../../src/query/index.js";
import { parseQuery } from "../../../src/query/language/parse.js";
import type {
	Expression,
	MatchClause,
	NodePattern,
	RelationshipPattern,
} from "../../../src/query/language/syntax.js";

interface Node {
	readonly labels: Set<string>;
	readonly properties: Map<string, Value>;
}

interface Relationship {
	readonly type: string;
	readonly source: number;
	readonly target: number;
	readonly properties: ReadonlyMap<string, Value>;
}

type Row = Map<string, Value>;

/** A graph that can be written to. */
export class Draft {
	readonly #nodes: Node[] = [];
	#relationships: Relationship[] = [];
	#source = "";

	store(): GraphStore {
		const builder = createStoreBuilder();
		for (const { labels, properties } of this.#nodes) builder.addNode([...labels], properties);
		for (const { type, source, target, properties } of this.#relationships)
			builder.addRelationship(type, source, target, properties);
		return builder.finish();
	}

	run(statement: string): void {
		let rows: Row[] = [new Map()];
		// Numbers stay what they are as long as the statement runs.
		const deleted = new Set<number>();
		for (const { keyword, text } of clausesOf(statement)) {
			if (keyword === "CREATE") rows = rows.map((row) => this.#create(text, row));
			else if (keyword === "SET") for (const row of rows) this.#set(text, row);
			else if (keyword === "DELETE") for (const row of rows) deleted.add(relationshipIn(row, text.trim()));
			else if (keyword === "RETURN") break;
			else if (/^(MATCH|UNWIND|WITH|OPTIONAL MATCH)$/.test(keyword))
				rows = this.#read(`${keyword} ${text}`, rows);
			else throw new Error(`cannot ${keyword}`);
		}
		this.#relationships = this.#relationships.filter((_, id) => !deleted.has(id));
	}

	/** Rows go in as a parameter. */
	#read(clause: string, rows: readonly Row[]): Row[] {
		const names = [...(rows[0]?.keys() ?? [])];
		const given = rows.map((row): Value => names.map((name) => row.get(name)!));
		const bound = names.map((name, i) => `\`the row\`[${i}] AS \`${name}\``);
		const before = names.length === 0 ? "" : `UNWIND $rows AS \`the row\` WITH ${bound.join(", ")} `;
		const result = evaluate(this.store(), `${before}${clause} RETURN *`, new Map([["rows", given]]));
		const read = result.rows.map((values) => new Map(result.columns.map((name, i) => [name, values[i]!])));
		return names.length > 0 || rows.length === 1 ? read : rows.flatMap(() => read);
	}

	#create(text: string, row: Row): Row {
		const source = `MATCH ${text} RETURN 1`;
		const query = parseQuery(source);
		const after = new Map(row);
		this.#source = source;
		for (const { elements } of (query.parts[0]!.clauses[0] as MatchClause).patterns) {
			let left = -1;
			for (let i = 0; i < elements.length; i += 2) {
				const node = this.#createNode(elements[i] as NodePattern, after);
				if (i > 0) this.#createRelationship(elements[i - 1] as RelationshipPattern, left, node, after);
				left = node;
			}
		}
		return after;
	}

	#createNode({ variable, label, properties }: NodePattern, row: Row): number {
		const known = variable === undefined ? undefined : row.get(variable.name);
		if (known instanceof NodeValue) return known.id;
		const id =
			this.#nodes.push({ labels: new Set(namesOf(label)), properties: this.#properties(properties, row) }) -
			1;
		if (variable !== undefined) row.set(variable.name, new NodeValue(id));
		return id;
	}

	#createRelationship(pattern: RelationshipPattern, left: number, right: number, row: Row): void {
		const [source, target] = pattern.direction === "left" ? [right, left] : [left, right];
		const [type] = namesOf(pattern.type);
		this.#relationships.push({
			type: type!,
			source,
			target,
			properties: this.#properties(pattern.properties, row),
		});
	}

	#properties(map: Expression | undefined, row: Row): Map<string, Value> {
		const properties = new Map<string, Value>();
		if (map?.kind === "map")
			for (const { key, value } of map.entries) properties.set(key, this.#evaluate(value, row));
		return properties;
	}

	#evaluate({ span, ...expression }: Expression, row: Row): Value {
		if (expression.kind === "variable") return row.get(expression.name)!;
		if (expression.kind === "literal" && expression.type !== "float") return expression.value;
		return evaluateText(this.store(), this.#source.slice(span.start, span.end), row);
	}

	#set(text: string, row: Row): void {
		for (const [, name, key, value] of text.matchAll(/(\w+)\.(\w+)\s*=\s*([^,]+)/g)) {
			const result = evaluateText(this.store(), value!, row);
			const node = row.get(name!);
			if (node instanceof NodeValue) this.#nodes[node.id]!.properties.set(key!, result);
		}
	}
}

function relationshipIn(row: Row, name: string): number {
	const value = row.get(name);
	if (value instanceof RelationshipValue) return value.id;
	throw new Error(`cannot delete ${name}`);
}

function namesOf(label: NodePattern["label"]): string[] {
	if (label === undefined) return [];
	if (label.kind === "label-name") return [label.name];
	if (label.kind === "label-and") return label.operands.flatMap(namesOf);
	throw new Error(`cannot create ${label.kind}`);
}

const keywords =
	/\b(CREATE|OPTIONAL MATCH|MATCH|UNWIND|WITH|MERGE|SET|DETACH DELETE|DELETE|REMOVE|FOREACH|RETURN)\b/giy;

/** Clauses of a statement: keywords outside of strings, names and brackets. */
function clausesOf(statement: string): { keyword: string; text: string }[] {
	const starts: { keyword: string; from: number; at: number }[] = [];
	let depth = 0;
	for (let i = 0; i < statement.length; i++) {
		const character = statement[i]!;
		if (character === "'" || character === '"' || character === "`") {
			for (i++; statement[i] !== character; i++) if (statement[i] === "\\") i++;
		} else if (/[([{]/.test(character)) depth++;
		else if (/[)\]}]/.test(character)) depth--;
		else if (depth === 0 && !/\w/.test(statement[i - 1] ?? " ")) {
			keywords.lastIndex = i;
			const found = keywords.exec(statement);
			// STARTS WITH and ENDS WITH are no clauses.
			if (found === null || /\b(STARTS|ENDS)\s+$/i.test(statement.slice(0, i))) continue;
			starts.push({ keyword: found[1]!.toUpperCase(), from: keywords.lastIndex, at: i });
			i = keywords.lastIndex - 1;
		}
	}
	return starts.map(({ keyword, from }, i) => ({
		keyword,
		text: statement.slice(from, starts[i + 1]?.at).replace(/;\s*$/, ""),
	}));
}

export function evaluate(
	store: GraphStore,
	query: string,
	parameters: ReadonlyMap<string, Value> = new Map(),
) {
	return prepare(query, { store, access: accessTo(store), procedures: new Procedures([]) }).runSync({
		parameters,
	});
}

function evaluateText(store: GraphStore, text: string, row: Row): Value {
	const names = [...row.keys()];
	const bound = names.map((name) => `$\`${name}\` AS \`${name}\``);
	const before = names.length === 0 ? "" : `WITH ${bound.join(", ")} `;
	return evaluate(store, `${before}RETURN ${text} AS value`, row).rows[0]![0]!;
}
