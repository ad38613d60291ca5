import type { Expression } from "../language/syntax.js";
import type { Row, Slot } from "../run/row.js";
import { Trail } from "../run/row.js";
import type { Compiled } from "../values/scope.js";
import { NodeValue, RelationshipValue, type Value } from "../values/value.js";
import type { Shapes } from "./expressions.js";

/** Which variables there are at a place of the plan, and where they are kept. */
export class Bindings {
	readonly #slots: Map<string, Slot>;
	/** Expressions that were computed already. */
	readonly known = new KnownExpressions();

	constructor(slots: Iterable<readonly [string, Slot]> = []) {
		this.#slots = new Map(slots);
	}

	get(name: string): Slot | undefined {
		return this.#slots.get(name);
	}

	set(name: string, slot: Slot): void {
		this.#slots.set(name, slot);
	}

	get names(): readonly string[] {
		return [...this.#slots.keys()];
	}

	copy(): Bindings {
		return new Bindings(this.#slots);
	}

	/** These names alone, and nothing computed. */
	only(names: Iterable<string>): Bindings {
		const kept = new Set(names);
		return new Bindings([...this.#slots].filter(([name]) => kept.has(name)));
	}
}

const readers = new Map<string, Compiled<Row>>();

/** How a slot is read as a value; the same function for the same slot. */
export function readerOf({ kind, index }: Slot): Compiled<Row> {
	const name = `${kind} ${index}`;
	let reader = readers.get(name);
	if (reader === undefined) {
		reader = createReader(kind, index);
		readers.set(name, reader);
	}
	return reader;
}

function createReader(kind: Slot["kind"], index: number): Compiled<Row> {
	switch (kind) {
		case "node":
			return ({ ids }) => (ids[index]! < 0 ? null : new NodeValue(ids[index]!));
		case "relationship":
			return ({ ids }) => (ids[index]! < 0 ? null : new RelationshipValue(ids[index]!));
		case "trail":
			return ({ values }) => {
				const trail = values[index]!;
				return trail instanceof Trail ? trail.relationships.map((id) => new RelationshipValue(id)) : trail;
			};
		case "value":
			return ({ values }) => values[index] as Value;
	}
}

interface Known {
	readonly expression: Expression;
	readonly slot: Slot;
	readonly read: Compiled<Row>;
}

/** Expressions by their shape, which is looked for when somebody asks for one: mostly nobody does. */
export class KnownExpressions {
	readonly #computed: Known[] = [];
	#byShape: Map<number, Known> | undefined;

	get empty(): boolean {
		return this.#computed.length === 0;
	}

	add(expression: Expression, slot: Slot): void {
		this.#computed.push({ expression, slot, read: readerOf(slot) });
		this.#byShape = undefined;
	}

	addAll(others: KnownExpressions): void {
		for (const { expression, slot } of others.#computed) this.add(expression, slot);
	}

	get(expression: Expression, shapes: Shapes): Known | undefined {
		this.#byShape ??= new Map(this.#computed.map((known) => [shapes.of(known.expression), known]));
		return this.#byShape.get(shapes.of(expression));
	}
}
