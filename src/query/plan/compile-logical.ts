import type { Expression } from "../language/syntax.js";
import { Aggregate, Distinct } from "../run/aggregate.js";
import { countsRows, createAggregator } from "../run/aggregators.js";
import { Apply, Concatenation, Limit, Project, rowCount, Skip, Unwind } from "../run/flow.js";
import { createGroups, type Key } from "../run/groups.js";
import { keeperOf } from "../run/retained.js";
import { Row, type Slot } from "../run/row.js";
import { Filter } from "../run/scan.js";
import { Sort } from "../run/sort.js";
import { codeReader, sizeOfColumn } from "../store/columns.js";
import { placed } from "../values/compile/compiler.js";
import { compareOrder } from "../values/order.js";
import { Bindings, readerOf } from "./bindings.js";
import { compileCall } from "./compile-call.js";
import type { Compiler } from "./compiler.js";
import { compileCountPaths } from "./count-paths.js";
import { type AggregateCall, isAggregate, namesIn } from "./expressions.js";
import type { Item, Logical } from "./logical.js";
import { compileMatch, type MatchPlan } from "./match.js";
import { type Operator, type Runtime, unit } from "./operator.js";
import { compileSelection } from "./select-paths.js";

/** Operators, and the variables that their rows have. */
export interface Plan {
	readonly operator: Operator;
	readonly bindings: Bindings;
}

/** @param outer variables that are there before the first row */
export function compileLogical(root: Logical, outer: Bindings, compiler: Compiler): Plan {
	return new LogicalCompiler(outer, compiler).compile(root);
}

type Op<Name extends Logical["op"]> = Extract<Logical, { op: Name }>;
type Cut = Extract<Logical, { op: "skip" | "limit" }>;

class LogicalCompiler {
	readonly #outer: Bindings;
	readonly #compiler: Compiler;

	constructor(outer: Bindings, compiler: Compiler) {
		this.#outer = outer;
		this.#compiler = compiler;
	}

	/** Inputs first, without recursion: queries may have very many clauses. */
	compile(root: Logical): Plan {
		const chain: Logical[] = [];
		for (let node: Logical | undefined = root; node !== undefined; ) {
			chain.push(node);
			node = "input" in node ? node.input : undefined;
		}
		let plan: Plan | undefined;
		for (let i = chain.length - 1; i >= 0; i--) {
			const node = chain[i]!;
			const above = chain[i - 1];
			// A pattern whose rows are only counted is compiled together with what counts them.
			if (node.op === "match" && above?.op === "aggregate" && this.#counts(above, node)) {
				plan = this.#countedMatch(above, node, plan!);
				i--;
			} else plan = this.#compile(node, plan);
		}
		return plan!;
	}

	#compile(node: Logical, input: Plan | undefined): Plan {
		switch (node.op) {
			case "start":
				return { operator: unit, bindings: this.#outer.copy() };
			case "match":
				return this.#match(node, input!);
			case "unwind":
				return this.#unwind(node, input!);
			case "call":
				return compileCall(node.clause, input!, this.#compiler);
			case "apply":
				return this.#apply(node, input!);
			case "extend":
				return this.#extend(node, input!);
			case "aggregate":
				return this.#aggregate(node, input!);
			case "distinct":
				return this.#distinct(node, input!);
			case "sort":
				return this.#sort(node, input!);
			case "skip":
			case "limit":
				return this.#cut(node, input!);
			case "filter":
				return this.#filter(node, input!);
			case "restrict":
				return { operator: input!.operator, bindings: this.#restricted(input!.bindings, node.names) };
			case "union":
				return this.#union(node);
		}
	}

	#match(node: Op<"match">, { operator, bindings }: Plan): Plan {
		if (node.graph.paths.some(({ selector }) => selector !== undefined)) {
			const inner = compileSelection(node, bindings, this.#compiler);
			return this.#applied(node, { operator, bindings }, inner);
		}
		if (!node.optional) return compileMatch(node, operator, bindings, this.#compiler);
		const start: Operator = { ...unit, name: "Argument" };
		const inner = compileMatch(node, start, bindings, this.#compiler);
		return this.#applied(node, { operator, bindings }, inner);
	}

	/** For every row those of the inner plan. What was bound before stays what it is. */
	#applied({ optional }: Op<"match">, { operator, bindings }: Plan, inner: MatchPlan): Plan {
		const after = bindings.copy();
		for (const name of inner.bindings.names) {
			if (bindings.get(name) === undefined) after.set(name, inner.bindings.get(name)!);
		}
		const { bound } = inner;
		return {
			operator: {
				name: optional ? "Optional" : "Apply",
				detail: "",
				estimate: operator.estimate * Math.max(1, inner.operator.estimate),
				inputs: [operator, inner.operator],
				create: ({ row }, [child, part]) => new Apply(child!, part!, row, optional ? bound : undefined),
			},
			bindings: after,
		};
	}

	#unwind({ list, name }: Op<"unwind">, { operator, bindings }: Plan): Plan {
		const read = this.#compiler.expression(list, bindings);
		const slot = this.#compiler.slot("value");
		const after = bindings.copy();
		after.set(name, slot);
		return {
			operator: above(
				operator,
				"Unwind",
				name,
				operator.estimate * 10,
				({ row, meter }, child) => new Unwind(child, row, meter, read, slot.index),
			),
			bindings: after,
		};
	}

	#extend({ items }: Op<"extend">, { operator, bindings }: Plan): Plan {
		const after = this.#copyWithKnown(bindings);
		const writes: ((row: Row) => void)[] = [];
		for (const { name, expression } of items) {
			const slot = this.#slotFor(expression, bindings, writes);
			after.set(name, slot);
		}
		this.#remember(items, after);
		const detail = items.map(({ name }) => name).join(", ");
		if (writes.length === 0) return { operator, bindings: after };
		return {
			operator: above(
				operator,
				"Project",
				detail,
				operator.estimate,
				({ row }, child) => new Project(child, row, writes),
			),
			bindings: after,
		};
	}

	/** A variable stays where it is; anything else is computed into a new slot. */
	#slotFor(expression: Expression, bindings: Bindings, writes: ((row: Row) => void)[]): Slot {
		if (expression.kind === "variable") {
			const slot = bindings.get(expression.name);
			if (slot !== undefined) return slot;
		}
		const known = isAggregate(expression) ? bindings.known.get(expression, this.#compiler.shapes) : undefined;
		if (known !== undefined) return known.slot;
		const read = this.#compiler.expression(expression, bindings);
		const slot = this.#compiler.slot("value");
		writes.push((row) => {
			row.values[slot.index] = read(row);
		});
		return slot;
	}

	/** So that what is written again behind the projection, in `ORDER BY`, is not computed again, and means the same. */
	#remember(items: readonly Item[], bindings: Bindings): void {
		const renamed = new Set(
			items
				.filter(({ name, expression }) => expression.kind !== "variable" || expression.name !== name)
				.map(({ name }) => name),
		);
		for (const { name, expression } of items) {
			if (expression.kind === "literal" || expression.kind === "parameter") continue;
			if ([...namesIn(expression)].some((used) => renamed.has(used))) continue;
			bindings.known.add(expression, bindings.get(name)!);
		}
	}

	#copyWithKnown(bindings: Bindings): Bindings {
		const copy = bindings.copy();
		copy.known.addAll(bindings.known);
		return copy;
	}

	/** Whether it is enough for all aggregates to know how often a row counts. */
	#counts({ aggregates }: Op<"aggregate">, match: Op<"match">): boolean {
		if (match.optional || match.graph.paths.some(({ selector }) => selector !== undefined)) return false;
		return aggregates.every(
			({ call }) => call.kind === "count-all" || countsRows(call.name.toLowerCase(), call.distinct),
		);
	}

	#countedMatch(node: Op<"aggregate">, match: Op<"match">, input: Plan): Plan {
		// What a pattern has bound is not null: to count it is to count rows.
		const own = new Set([...match.graph.nodes.keys(), ...match.graph.steps.map(({ name }) => name)]);
		const done = (call: AggregateCall) => asCountAll(call, own);
		const columnar = this.#countedPaths(node, match, input, done);
		if (columnar !== undefined) return columnar;
		const asked = [
			...node.keys.map(({ expression }) => expression),
			...node.aggregates.map(({ call }) => done(call)),
		];
		const needed = new Set(asked.flatMap((expression) => [...namesIn(expression)]));
		const { operator, bindings, times } = compileMatch(
			{ ...match, needed },
			input.operator,
			input.bindings,
			this.#compiler,
			true,
		);
		return this.#aggregate(node, { operator, bindings }, times, done);
	}

	/** By loops over columns, where nothing else is asked than how many there are. */
	#countedPaths(
		{ keys, aggregates }: Op<"aggregate">,
		match: Op<"match">,
		{ operator, bindings }: Plan,
		done: (call: AggregateCall) => AggregateCall,
	): Plan | undefined {
		if (bindings.names.length > 0 || this.#outer.names.length > 0) return undefined;
		if (!aggregates.every(({ call }) => done(call).kind === "count-all")) return undefined;
		const after = new Bindings();
		const grouped = keys.map((item) => {
			const slot = this.#compiler.slot(item.expression.kind === "variable" ? "node" : "value");
			after.set(item.name, slot);
			return { item, slot };
		});
		const counts = aggregates.map(({ name, call }) => {
			const slot = this.#compiler.slot("value");
			after.set(name, slot);
			after.known.add(call, slot);
			return slot.index;
		});
		const columnar = compileCountPaths(match, operator, { keys: grouped, counts }, this.#compiler);
		if (columnar === undefined) return undefined;
		this.#remember(keys, after);
		return { operator: columnar, bindings: after };
	}

	/** @param done as what an aggregate is computed */
	#aggregate(
		{ keys, aggregates }: Op<"aggregate">,
		{ operator, bindings }: Plan,
		times?: Slot,
		done = (call: AggregateCall) => call,
	): Plan {
		const compiler = this.#compiler;
		const after = this.#outer.copy();
		const groupKeys = keys.map(({ name, expression }) => this.#key(name, expression, bindings, after));
		const specs = aggregates.map(({ name, call: written }) => {
			const call = done(written);
			const args = call.kind === "count-all" ? [] : call.arguments;
			const slot = compiler.slot("value");
			after.set(name, slot);
			after.known.add(written, slot);
			return {
				slot: slot.index,
				name: call.kind === "count-all" ? "count" : call.name.toLowerCase(),
				distinct: call.kind !== "count-all" && call.distinct,
				arguments: args.map((arg) => compiler.expression(arg, bindings)),
			};
		});
		this.#remember(keys, after);
		const detail = [...keys.map(({ name }) => name), ...specs.map(({ name }) => `${name}(…)`)].join(", ");
		const estimate = keys.length === 0 ? 1 : Math.sqrt(operator.estimate);
		const often = times === undefined ? undefined : ({ values }: Row) => values[times.index] as number;
		return {
			operator: above(
				operator,
				"Aggregate",
				detail,
				estimate,
				({ row, meter }, child) =>
					new Aggregate(child, {
						row,
						meter,
						groups: createGroups(groupKeys, meter),
						aggregators: specs.map((spec) => ({
							aggregator: createAggregator(spec, meter),
							slot: spec.slot,
						})),
						times: often,
						always: keys.length === 0,
					}),
			),
			bindings: after,
		};
	}

	/** By what rows are told apart, and where it stands afterwards. */
	#key(name: string, expression: Expression, before: Bindings, after: Bindings): Key {
		const slot = expression.kind === "variable" ? before.get(expression.name) : undefined;
		if (slot?.kind === "node" || slot?.kind === "relationship") {
			after.set(name, slot);
			return entityKey(
				slot,
				slot.kind === "node" ? this.#compiler.store.nodes : this.#compiler.store.relationships,
			);
		}
		const read = this.#compiler.expression(expression, before);
		const into = this.#compiler.slot("value");
		after.set(name, into);
		return this.#propertyKey(expression, before, into) ?? { kind: "value", read, slot: into };
	}

	/** A property of a node is told apart by its code in the dictionary. */
	#propertyKey(expression: Expression, bindings: Bindings, into: Slot): Key | undefined {
		if (expression.kind !== "property" || expression.subject.kind !== "variable") return undefined;
		if (!bindings.known.empty) return undefined;
		const slot = bindings.get(expression.subject.name);
		const column = slot?.kind === "node" ? this.#compiler.store.nodeColumn(expression.key) : undefined;
		if (slot === undefined || column === undefined) return undefined;
		const codeOf = codeReader(column);
		const lookup = this.#compiler.store.lookup(column);
		const { index } = slot;
		let groups: Uint32Array | undefined;
		return {
			kind: "code",
			size: sizeOfColumn(column),
			code: ({ ids }) => {
				const id = ids[index]!;
				groups ??= lookup.groups;
				return id < 0 ? 0 : groups[codeOf(id)]!;
			},
			restore: (code, { values }) => {
				values[into.index] = column.values[code]!;
			},
		};
	}

	#distinct({ names }: Op<"distinct">, { operator, bindings }: Plan): Plan {
		const keys = names.map((name): Key => {
			const slot = bindings.get(name)!;
			if (slot.kind === "node") return entityKey(slot, this.#compiler.store.nodes);
			if (slot.kind === "relationship") return entityKey(slot, this.#compiler.store.relationships);
			return { kind: "value", read: readerOf(slot), slot };
		});
		const after = this.#restricted(bindings, names);
		after.known.addAll(bindings.known);
		return {
			operator: above(
				operator,
				"Distinct",
				names.join(", "),
				operator.estimate / 2,
				({ row, meter }, child) => new Distinct(child, row, createGroups(keys, meter)),
			),
			bindings: after,
		};
	}

	#sort(node: Op<"sort">, { operator, bindings }: Plan): Plan {
		const keys = node.keys.map(({ expression, descending }) => ({
			read: this.#compiler.expression(expression, bindings),
			descending,
		}));
		const slots = [...new Set(node.kept.flatMap((name) => bindings.get(name) ?? []))];
		const keeper = keeperOf(slots);
		const skip = this.#countOf(node.skip, "SKIP");
		const limit = this.#countOf(node.limit, "LIMIT");
		const most = limit === undefined ? undefined : () => limit() + (skip?.() ?? 0);
		const name = limit === undefined ? "Sort" : "Top";
		const detail = `${node.keys.length} ${node.keys.length === 1 ? "key" : "keys"}`;
		return {
			operator: above(
				operator,
				name,
				detail,
				operator.estimate,
				({ row, meter }, child) =>
					new Sort(child, { row, meter, keys, compare: compareOrder, keeper, limit: most }),
			),
			bindings,
		};
	}

	#cut({ op, count }: Cut, { operator, bindings }: Plan): Plan {
		const most = this.#countOf(count, op === "skip" ? "SKIP" : "LIMIT")!;
		const [name, estimate] =
			op === "skip" ? ["Skip", operator.estimate] : ["Limit", Math.min(operator.estimate, 100)];
		return {
			operator: above(operator, name!, "", estimate, (_, child) =>
				op === "skip" ? new Skip(child, most) : new Limit(child, most),
			),
			bindings,
		};
	}

	/** Computed when rows begin to flow: it may be a parameter. */
	#countOf(count: Expression | undefined, clause: "SKIP" | "LIMIT"): (() => number) | undefined {
		if (count === undefined) return undefined;
		const read = this.#compiler.expression(count, new Bindings());
		return () => placed(count.span, () => rowCount(read(noRow), clause));
	}

	#filter({ conditions }: Op<"filter">, { operator, bindings }: Plan): Plan {
		const passes = this.#compiler.condition(conditions, bindings);
		return {
			operator: above(
				operator,
				"Filter",
				"",
				operator.estimate / 2,
				({ row, meter }, child) => new Filter(child, row, meter, passes),
			),
			bindings,
		};
	}

	/** The variables around a subquery stay visible throughout it. */
	#restricted(bindings: Bindings, names: readonly string[]): Bindings {
		return bindings.only([...names, ...this.#outer.names.filter((name) => bindings.get(name) !== undefined)]);
	}

	/** What a query adds is in slots of its own: an optional one that finds nothing sets them to null. */
	#apply({ parts, names, distinct, optional }: Op<"apply">, { operator, bindings }: Plan): Plan {
		const plans = parts.map(({ root, seen }) => {
			const outer = seen === undefined ? bindings : bindings.only(seen);
			return compileLogical(root, outer, this.#compiler);
		});
		let inner = this.#joined(plans, names, new Bindings());
		if (distinct) inner = this.#distinct({ op: "distinct", input: { op: "start" }, names }, inner);
		const added = names.map((name) => inner.bindings.get(name)!);
		const after = bindings.copy();
		for (const [i, name] of names.entries()) after.set(name, added[i]!);
		return {
			operator: {
				name: optional ? "Optional" : "Apply",
				detail: names.join(", "),
				estimate: operator.estimate * Math.max(1, inner.operator.estimate),
				inputs: [operator, inner.operator],
				create: ({ row }, [child, part]) => new Apply(child!, part!, row, optional ? added : undefined),
			},
			bindings: after,
		};
	}

	#union({ parts, names }: Op<"union">): Plan {
		const plans = parts.map((part) => compileLogical(part, this.#outer, this.#compiler));
		return this.#joined(plans, names, this.#outer.copy());
	}

	/** One after the other, with the names in the same slots. */
	#joined(plans: readonly Plan[], names: readonly string[], after: Bindings): Plan {
		const slots = names.map((name) => {
			const slot = this.#compiler.slot("value");
			after.set(name, slot);
			return slot;
		});
		const operators = plans.map(({ operator, bindings }) => {
			const writes = names.map((name, i) => {
				const read = readerOf(bindings.get(name)!);
				return (row: Row) => {
					row.values[slots[i]!.index] = read(row);
				};
			});
			return above(
				operator,
				"Project",
				names.join(", "),
				operator.estimate,
				({ row }, child) => new Project(child, row, writes),
			);
		});
		const estimate = operators.reduce((sum, operator) => sum + operator.estimate, 0);
		if (operators.length === 1) return { operator: operators[0]!, bindings: after };
		return {
			operator: {
				name: "Union",
				detail: "",
				estimate,
				inputs: operators,
				create: (_, inputs) => new Concatenation(inputs),
			},
			bindings: after,
		};
	}
}

const noRow = new Row(0, 0);

function above(
	input: Operator,
	name: string,
	detail: string,
	estimate: number,
	make: (runtime: Runtime, child: ReturnType<Operator["create"]>) => ReturnType<Operator["create"]>,
): Operator {
	return { name, detail, estimate, inputs: [input], create: (runtime, [child]) => make(runtime, child!) };
}

function entityKey({ index }: Slot, count: number): Key {
	return {
		kind: "code",
		size: count + 1,
		code: ({ ids }) => ids[index]! + 1,
		restore: (code, { ids }) => {
			ids[index] = code - 1;
		},
	};
}

function asCountAll(call: AggregateCall, bound: ReadonlySet<string>): AggregateCall {
	if (call.kind === "count-all" || call.distinct || call.name.toLowerCase() !== "count") return call;
	const [argument] = call.arguments;
	return argument?.kind === "variable" && bound.has(argument.name)
		? { kind: "count-all", span: call.span }
		: call;
}
