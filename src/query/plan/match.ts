import type { Expression } from "../language/syntax.js";
import { Expand, ExpandBound, type Steps } from "../run/expand.js";
import { ExpandOne } from "../run/expand-one.js";
import { ExpandInto, type IntoOptions } from "../run/into.js";
import { CountLeaves } from "../run/leaves.js";
import { Marks } from "../run/marks.js";
import { Repeat } from "../run/repeat.js";
import type { Row, Slot } from "../run/row.js";
import { Filter, NodeScan, NodeSeek, Unbox } from "../run/scan.js";
import { Shortest } from "../run/shortest.js";
import { BoundWalk, Reach, Walk } from "../run/walk.js";
import type { Bindings } from "./bindings.js";
import { readerOf } from "./bindings.js";
import type { Compiler } from "./compiler.js";
import { type EqualityCondition, equalitySides } from "./estimates.js";
import { isHidden, namesIn } from "./expressions.js";
import { matchesLabels, printLabels, typesWhere } from "./labels.js";
import { type Leaves, leavesOf } from "./leaves.js";
import type { Logical } from "./logical.js";
import { type Move, orderMoves } from "./match-order.js";
import { type Operator, unit } from "./operator.js";
import { writePath } from "./paths.js";
import type { PatternNode, PatternStep, Repetition } from "./pattern-graph.js";

type Match = Extract<Logical, { op: "match" }>;

export interface MatchPlan {
	readonly operator: Operator;
	/** With what the pattern binds. */
	readonly bindings: Bindings;
	/** New slots. */
	readonly bound: readonly Slot[];
	/** How often each row counts, if not once. */
	readonly times?: Slot;
}

/**
 * The operators that match a pattern, for the rows of `input`.
 *
 * @param counting whether it is enough to know how often a row counts
 */
export function compileMatch(
	match: Match,
	input: Operator,
	bindings: Bindings,
	compiler: Compiler,
	counting = false,
): MatchPlan {
	return new MatchCompiler(match, input, bindings, compiler).compile(counting);
}

class MatchCompiler {
	readonly #match: Match;
	readonly #compiler: Compiler;
	readonly #bindings: Bindings;
	readonly #bound: Slot[] = [];
	#operator: Operator;
	#waiting: { readonly condition: Expression; readonly names: readonly string[] }[];
	/** Names of the pattern that have a value by now. */
	readonly #known = new Set<string>();
	readonly #taken: { readonly step: PatternStep; readonly slot: Slot }[] = [];
	/** Paths that were not put together yet. */
	readonly #paths: Set<number>;
	/** Steps that have been walked along. */
	readonly #done = new Set<PatternStep>();
	/** The trails of steps whose name stood for a list before. */
	readonly #trails = new Map<string, Slot>();

	constructor(match: Match, input: Operator, bindings: Bindings, compiler: Compiler) {
		this.#match = match;
		this.#compiler = compiler;
		this.#bindings = bindings.copy();
		this.#operator = input;
		const own = new Set([
			...match.graph.nodes.keys(),
			...match.graph.steps.map(({ name }) => name),
			...match.graph.steps.flatMap(({ repeated }) => repeated?.groups.map(({ name }) => name) ?? []),
			...match.graph.paths.flatMap(({ name }) => name ?? []),
		]);
		this.#waiting = match.conditions.map((condition) => ({
			condition,
			names: [...namesIn(condition)].filter((name) => own.has(name)),
		}));
		this.#paths = new Set(match.graph.paths.keys());
	}

	compile(counting: boolean): MatchPlan {
		this.#takeBound();
		const leaves = counting ? this.#leaves() : undefined;
		this.#settle();
		for (const move of this.#order(leaves)) {
			if (move.kind === "start") this.#start(move);
			else if (move.kind === "bound") this.#fromBound(move.step, move.rows);
			else this.#along(move.step, move.rows);
			this.#settle();
		}
		const times = leaves === undefined ? undefined : this.#count(leaves);
		return {
			operator: this.#operator,
			bindings: this.#bindings,
			bound: this.#bound,
			...(times && { times }),
		};
	}

	/** What the rows bring along. Values are unboxed; rows in which one is no node match nothing. */
	#takeBound(): void {
		const { graph } = this.#match;
		for (const node of graph.nodes.values()) {
			const slot = this.#bindings.get(node.name);
			if (slot === undefined) continue;
			if (slot.kind !== "node") this.#unbox(node.name, slot, "node");
			else if (!graph.steps.some(({ left, right }) => left === node.name || right === node.name))
				this.#dropNull(slot);
			this.#known.add(node.name);
			this.#filterLabels(node);
		}
		for (const { name, length } of graph.steps) {
			const slot = this.#bindings.get(name);
			if (slot === undefined) continue;
			if (slot.kind === "value" && length === undefined) this.#unbox(name, slot, "relationship");
			this.#known.add(name);
		}
	}

	#unbox(name: string, slot: Slot, kind: "node" | "relationship"): void {
		const { index } = this.#bind(name, kind);
		const value = readerOf(slot);
		this.#add(
			"Unbox",
			name,
			this.#operator.estimate,
			({ row }, child) => new Unbox(child, { row, kind, value, index }),
		);
	}

	#dropNull({ index }: Slot): void {
		this.#add(
			"NotNull",
			"",
			this.#operator.estimate,
			({ row, meter }, child) => new Filter(child, row, meter, ({ ids }) => ids[index]! >= 0),
		);
	}

	#leaves(): Leaves | undefined {
		const { graph, needed } = this.#match;
		if (needed === undefined) return undefined;
		const mentioned = new Set([...needed, ...this.#waiting.flatMap(({ names }) => names), ...this.#known]);
		return leavesOf(graph, mentioned);
	}

	#order(leaves: Leaves | undefined): readonly Move[] {
		const { store, estimates } = this.#compiler;
		return orderMoves({
			graph: leaves?.core ?? this.#match.graph,
			bound: this.#known,
			conditionsOf: (node) => this.#conditionsOf(node),
			estimates,
			nodes: store.nodes,
			rows: this.#operator.estimate,
		});
	}

	#conditionsOf(node: string): readonly Expression[] {
		return this.#waiting
			.filter(
				({ names }) => names.length > 0 && names.every((name) => name === node || this.#known.has(name)),
			)
			.filter(({ names }) => names.includes(node))
			.map(({ condition }) => condition);
	}

	#start({ node: name, rows }: Extract<Move, { kind: "start" }>): void {
		const node = this.#match.graph.nodes.get(name)!;
		const seek = this.#seekFor(name);
		const { store } = this.#compiler;
		if (seek !== undefined) {
			const column = store.nodeColumn(seek.key);
			const lookup = column === undefined ? undefined : store.lookup(column);
			const value = this.#compiler.expression(seek.value, this.#bindings);
			const { index } = this.#bind(name, "node");
			this.#add(
				"NodeSeek",
				`${shown(name)}.${seek.key}`,
				rows,
				({ row }, child) => new NodeSeek(child, { row, node: index, lookup, value, any: seek.any }),
			);
			this.#filterLabels(node);
			return;
		}
		const sets = this.#labelSets(node);
		const members = node.labels.length === 0 ? undefined : store.nodesIn(sets);
		const { index } = this.#bind(name, "node");
		const detail = [shown(name), ...node.labels.map(printLabels)].join(":");
		const scan = node.labels.length === 0 ? "AllNodes" : "NodesByLabel";
		this.#add(
			scan,
			detail,
			members?.length ?? store.nodes,
			({ row, meter }, child) => new NodeScan(child, { store, row, meter, node: index, members }),
		);
	}

	/** An equality by which the node is found, if its other side can be computed by now. */
	#seekFor(node: string): EqualityCondition | undefined {
		for (const { condition, names } of this.#waiting) {
			if (!names.includes(node)) continue;
			for (const side of equalitySides(condition)) {
				if (side.variable !== node) continue;
				const others = [...namesIn(side.value)];
				if (others.includes(node)) continue;
				if (names.every((name) => name === node || this.#known.has(name))) return side;
			}
		}
		return undefined;
	}

	#fromBound(step: PatternStep, rows: number): void {
		if (step.length !== undefined) {
			this.#alongBound(step, rows);
			return;
		}
		const { store } = this.#compiler;
		const { index: relationship } = this.#bindings.get(step.name)!;
		const types = typesWhere(store, step.type);
		const wanted = (id: number) => types === undefined || types.includes(store.data.typeOf[id]!);
		const [from, to] = this.#ends(step);
		const taken = this.#takenFor(step);
		const { direction } = step;
		this.#add(
			"RelationshipEnds",
			this.#describe(step),
			rows,
			({ row }, child) =>
				new ExpandBound(child, { store, row, relationship, direction, wanted, from, to, taken }),
		);
		this.#taken.push({ step, slot: this.#bindings.get(step.name)! });
		this.#filterEnds([from, to]);
	}

	#alongBound(step: PatternStep, rows: number): void {
		const { store } = this.#compiler;
		const list = readerOf(this.#bindings.get(step.name)!);
		const trail = this.#compiler.slot("trail");
		const types = typesWhere(store, step.type);
		const wanted = (id: number) => types === undefined || types.includes(store.data.typeOf[id]!);
		const [from, to] = this.#ends(step);
		const { direction } = step;
		const { min, max } = step.length!;
		this.#add(
			"ListOfRelationships",
			this.#describe(step),
			rows,
			({ row }, child) =>
				new BoundWalk(child, { store, row, list, trail: trail.index, direction, wanted, min, max, from, to }),
		);
		this.#trails.set(step.name, trail);
		this.#taken.push({ step, slot: trail });
		this.#filterEnds([from, to]);
	}

	/** Slots of both ends, new ones if need be. */
	#ends({ left, right }: PatternStep): [End, End] {
		const endOf = (name: string): End => {
			const bound = this.#known.has(name);
			const slot = bound ? this.#bindings.get(name)! : this.#bind(name, "node");
			return { index: slot.index, bound, name };
		};
		return [endOf(left), endOf(right)];
	}

	#filterEnds(ends: readonly End[]): void {
		for (const { bound, name } of ends) if (!bound) this.#filterLabels(this.#match.graph.nodes.get(name)!);
	}

	#along(step: PatternStep, rows: number): void {
		this.#done.add(step);
		if (step.selector !== undefined) {
			this.#shortest(step, rows);
			return;
		}
		if (step.repeated !== undefined) {
			this.#repeat(step, step.repeated, rows);
			return;
		}
		const forward =
			this.#known.has(step.left) && !(this.#known.has(step.right) && this.#isLater(step.left, step.right));
		const [near, far] = forward ? [step.left, step.right] : [step.right, step.left];
		const into = this.#known.has(far);
		const from = this.#bindings.get(near)!.index;
		const to = into ? this.#bindings.get(far)!.index : this.#bind(far, "node").index;
		const steps = this.#stepsOf(step, forward);
		if (step.length !== undefined) this.#walk(step, { from, to, into, steps, forward, rows });
		else this.#expand(step, { from, to, into, steps, rows }, far);
		if (!into && step.length !== undefined) this.#filterLabels(this.#match.graph.nodes.get(far)!);
	}

	/** Of two nodes that are bound, the one that was bound first changes less often. */
	#isLater(a: string, b: string): boolean {
		const order = [...this.#known];
		return order.indexOf(a) > order.indexOf(b);
	}

	#expand(step: PatternStep, { from, to, into, steps, rows }: Way, far: string): void {
		const { store } = this.#compiler;
		const taken = this.#takenFor(step);
		const slot = this.#asksFor(step) ? this.#bind(step.name, "relationship") : undefined;
		const relationship = slot?.index ?? -1;
		const { direction, types } = steps;
		if (into && direction !== "both" && (types === undefined || types.length === 1)) {
			const type = types?.[0];
			this.#add(
				"ExpandInto",
				this.#describe(step),
				rows,
				({ row, meter }, child) =>
					new ExpandInto(child, { store, row, meter, direction, type, from, to, relationship, taken }),
			);
		} else {
			const name = into ? "ExpandInto" : "Expand";
			const labelSets = into ? undefined : this.#wantedLabels(this.#match.graph.nodes.get(far)!);
			const closing = into ? undefined : this.#closingStep(step, far);
			this.#add(name, this.#describe(step), rows, ({ row, meter }, child) => {
				const marks = closing === undefined ? undefined : new Marks({ ...closing, store, meter });
				const way = { steps, from, relationship, to, into, taken, labelSets, marks };
				const options = { store, row, meter, ...way };
				return ExpandOne.fits(options) ? new ExpandOne(child, options) : new Expand(child, options);
			});
		}
		if (slot !== undefined) this.#taken.push({ step, slot });
	}

	/** A step that will check whether the far end is joined with a node that stays: then only its neighbours are walked to. */
	#closingStep(step: PatternStep, far: string): Pick<IntoOptions, "direction" | "type" | "from"> | undefined {
		const near = far === step.right ? step.left : step.right;
		for (const other of this.#match.graph.steps) {
			if (other === step || this.#done.has(other) || other.length !== undefined) continue;
			const stays = other.left === far ? other.right : other.right === far ? other.left : undefined;
			if (stays === undefined || stays === far || stays === near || !this.#known.has(stays)) continue;
			if (!this.#isLater(near, stays)) continue;
			const { direction, types } = this.#stepsOf(other, stays === other.left);
			if (direction === "both" || (types !== undefined && types.length !== 1)) continue;
			return { direction, type: types?.[0], from: this.#bindings.get(stays)!.index };
		}
		return undefined;
	}

	/** Whether a step's relationship has to be remembered: for its name, for a path, or so that no other takes it again. */
	#asksFor(step: PatternStep): boolean {
		const { graph, needed } = this.#match;
		if (needed === undefined || needed.has(step.name) || this.#pathIsAskedFor(step)) return true;
		if (this.#waiting.some(({ names }) => names.includes(step.name))) return true;
		return graph.steps.some((other) => other !== step && this.#mayCoincide(step, other));
	}

	#pathIsAskedFor(step: PatternStep): boolean {
		const { graph, needed } = this.#match;
		const { name } = graph.paths[step.path]!;
		if (name === undefined) return false;
		return (
			needed === undefined || needed.has(name) || this.#waiting.some(({ names }) => names.includes(name))
		);
	}

	#mayCoincide(a: PatternStep, b: PatternStep): boolean {
		const { store } = this.#compiler;
		const [first, second] = [typesWhere(store, a.type), typesWhere(store, b.type)];
		return first === undefined || second === undefined || first.some((type) => second.includes(type));
	}

	#takenFor(step: PatternStep): readonly Slot[] {
		return this.#taken.filter((other) => this.#mayCoincide(step, other.step)).map(({ slot }) => slot);
	}

	#walk(step: PatternStep, { from, to, into, steps, forward, rows }: Way & { forward: boolean }): void {
		const { store } = this.#compiler;
		const { min, max } = step.length!;
		const taken = this.#takenFor(step);
		const wanted = this.#eachCondition(step);
		const slot = this.#asksFor(step) ? this.#bind(step.name, "trail") : undefined;
		const trail = slot?.index ?? -1;
		const reach = this.#match.once && slot === undefined && taken.length === 0 && this.#canReach(step);
		this.#add(reach ? "Reach" : "Walk", this.#describe(step), rows, ({ row, meter }, child) => {
			const each = wanted?.(row);
			const options = {
				store,
				row,
				meter,
				steps,
				min,
				max,
				from,
				to,
				into,
				trail,
				taken,
				reversed: !forward,
			};
			const all = each === undefined ? options : { ...options, wanted: each };
			return reach ? new Reach(child, all) : new Walk(child, all);
		});
		if (slot !== undefined) this.#taken.push({ step, slot });
	}

	/** Where a shortest walk is never too short, and repeats no relationship. */
	#canReach({ length, direction }: PatternStep): boolean {
		return length!.min === 0 || (length!.min === 1 && direction !== "both");
	}

	/** What each relationship on the way must fulfil: it is put into a register of its own to ask. */
	#eachCondition(step: PatternStep): ((row: Row) => (relationship: number) => boolean) | undefined {
		if (step.each.length === 0) return undefined;
		const slot = this.#compiler.slot("relationship");
		const bindings = this.#bindings.copy();
		bindings.set(step.name, slot);
		const holds = this.#compiler.condition(step.each, bindings);
		return (row) => (relationship) => {
			row.ids[slot.index] = relationship;
			return holds(row);
		};
	}

	/** The path within is a match of its own, for each node from which it is walked. */
	#repeat(step: PatternStep, { graph, nodes, steps, groups }: Repetition, rows: number): void {
		const reversed = !this.#known.has(step.left);
		const [near, far] = reversed ? [step.right, step.left] : [step.left, step.right];
		const into = this.#known.has(far);
		const taken = this.#takenFor(step);
		const [start, end] = reversed ? [nodes.at(-1)!, nodes[0]!] : [nodes[0]!, nodes.at(-1)!];
		const outer = this.#bindings.copy();
		const entry = this.#compiler.slot("node");
		outer.set(start, entry);
		const inner = compileMatch(
			{ op: "match", input: { op: "start" }, graph, conditions: step.each, optional: false, once: false },
			{ ...unit, name: "Argument" },
			outer,
			this.#compiler,
		);
		const indexOf = (name: string) => inner.bindings.get(name)!.index;
		const from = this.#bindings.get(near)!.index;
		const to = into ? this.#bindings.get(far)!.index : this.#bind(far, "node").index;
		const slot = this.#bind(step.name, "trail");
		const ways = {
			...{ ...step.length!, from, to, into, taken, reversed, trail: slot.index },
			...{
				near: entry.index,
				far: indexOf(end),
				nodes: nodes.map(indexOf),
				relationships: steps.map(indexOf),
			},
			groups: groups.map(({ name, kind }) => ({
				kind,
				index: indexOf(name),
				list: this.#bind(name, "value").index,
			})),
		};
		const inputs = [this.#operator, inner.operator];
		this.#operator = {
			name: "Repeat",
			detail: this.#describe(step),
			estimate: rows,
			inputs,
			create: ({ row, meter }, [child, part]) => new Repeat(child!, part!, { row, meter, ...ways }),
		};
		this.#taken.push({ step, slot });
		if (!into) this.#filterLabels(this.#match.graph.nodes.get(far)!);
	}

	#shortest(step: PatternStep, rows: number): void {
		const { store } = this.#compiler;
		const { min, max } = step.length!;
		const { which, count, asFunction } = step.selector!;
		const from = this.#bindings.get(step.left)!.index;
		const to = this.#bindings.get(step.right)!.index;
		const steps = this.#stepsOf(step, true);
		const taken = this.#takenFor(step);
		const wanted = this.#eachCondition(step);
		const slot = this.#bind(step.name, "trail");
		const path = this.#match.graph.paths[step.path]!.name;
		// A condition on the path as a whole is part of what is looked for, if it is written as a function.
		const about = asFunction
			? this.#takeConditionsAbout([step.name, ...(path === undefined ? [] : [path])])
			: [];
		const build = this.#pathOf(step.path, true);
		const holds = about.length === 0 ? undefined : this.#compiler.condition(about, this.#bindings);
		this.#add("ShortestPath", this.#describe(step), rows, ({ row, meter }, child) => {
			const each = wanted?.(row);
			return new Shortest(child, {
				...{ store, row, meter, steps, min, max, from, to, trail: slot.index, which, count, taken },
				...(each !== undefined && { wanted: each }),
				...(holds !== undefined && {
					fulfils: () => {
						build?.(row);
						return holds(row);
					},
				}),
			});
		});
		this.#taken.push({ step, slot });
	}

	#takeConditionsAbout(names: readonly string[]): Expression[] {
		const about = this.#waiting.filter((waiting) => waiting.names.some((name) => names.includes(name)));
		const ready = about.filter((waiting) =>
			waiting.names.every((name) => names.includes(name) || this.#known.has(name)),
		);
		this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
		return ready.map(({ condition }) => condition);
	}

	#stepsOf({ type, direction }: PatternStep, forward: boolean): Steps {
		const types = typesWhere(this.#compiler.store, type);
		const turned = { right: "left", left: "right", both: "both" } as const;
		return { direction: forward ? direction : turned[direction], ...(types !== undefined && { types }) };
	}

	#labelSets(node: PatternNode): Uint8Array {
		return this.#compiler.store.labelSetsWhere((labels) =>
			node.labels.every((label) => matchesLabels(label, labels)),
		);
	}

	#filterLabels(node: PatternNode): void {
		const sets = this.#wantedLabels(node);
		if (sets === undefined) return;
		const { labelSetOf } = this.#compiler.store.data;
		const { index } = this.#bindings.get(node.name)!;
		const detail = `${shown(node.name)}:${node.labels.map(printLabels).join("&")}`;
		this.#add(
			"Filter",
			detail,
			this.#operator.estimate,
			({ row, meter }, child) =>
				new Filter(child, row, meter, ({ ids }) => sets[labelSetOf[ids[index]!]!] === 1),
		);
	}

	/** By label set, whether it is one that the node may have; undefined when it may have any. */
	#wantedLabels(node: PatternNode): Uint8Array | undefined {
		if (node.labels.length === 0) return undefined;
		const { store } = this.#compiler;
		const sets = this.#labelSets(node);
		return store.countIn(sets) === store.nodes ? undefined : sets;
	}

	/** Builds paths and checks conditions for which everything is known by now. */
	#settle(): void {
		for (const path of [...this.#paths]) {
			const { nodes, steps, name } = this.#match.graph.paths[path]!;
			if (name === undefined || ![...nodes, ...steps].every((part) => this.#known.has(part))) continue;
			const build = this.#pathIsNeeded(name) ? this.#pathOf(path, false) : undefined;
			this.#paths.delete(path);
			this.#known.add(name);
			if (build === undefined) continue;
			this.#add(
				"Path",
				name,
				this.#operator.estimate,
				({ row, meter }, child) =>
					new Filter(child, row, meter, (at) => {
						build(at);
						return true;
					}),
			);
		}
		const ready = this.#waiting.filter(({ names }) => names.every((name) => this.#known.has(name)));
		if (ready.length === 0) return;
		this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
		const conditions = ready.map(({ condition }) => condition);
		const passes = this.#compiler.condition(conditions, this.#bindings);
		const detail = ready.map(({ names }) => names.map(shown).join(", ")).join("; ");
		this.#add(
			"Filter",
			detail,
			this.#operator.estimate / 2,
			({ row, meter }, child) => new Filter(child, row, meter, passes),
		);
	}

	#pathIsNeeded(name: string): boolean {
		const { needed } = this.#match;
		return (
			needed === undefined || needed.has(name) || this.#waiting.some(({ names }) => names.includes(name))
		);
	}

	/** Writes a path into its slot. @param ahead before all of its parts are known to be bound */
	#pathOf(path: number, ahead: boolean): ((row: Row) => void) | undefined {
		const { nodes, steps, name } = this.#match.graph.paths[path]!;
		if (name === undefined || (ahead && !this.#pathIsNeeded(name))) return undefined;
		const slot = this.#bindings.get(name) ?? this.#bind(name, "value", true);
		return writePath(
			nodes.map((node) => this.#bindings.get(node)!),
			steps.map((step) => this.#trails.get(step) ?? this.#bindings.get(step)!),
			slot,
		);
	}

	#bind(name: string, kind: Slot["kind"], later = false): Slot {
		const slot = this.#compiler.slot(kind);
		this.#bindings.set(name, slot);
		this.#bound.push(slot);
		if (!later) this.#known.add(name);
		return slot;
	}

	#count({ steps }: Leaves): Slot {
		const { store } = this.#compiler;
		const times = this.#compiler.slot("value");
		const leaves = steps.map(({ step, near }) => ({
			from: this.#bindings.get(near)!.index,
			steps: this.#stepsOf(step, near === step.left),
			taken: this.#takenFor(step),
		}));
		const detail = steps.map(({ step }) => this.#describe(step)).join(", ");
		this.#add(
			"CountRelationships",
			detail,
			this.#operator.estimate,
			({ row, meter }, child) => new CountLeaves(child, { store, row, meter, leaves, times: times.index }),
		);
		return times;
	}

	#describe({ left, right, name, type, length, direction }: PatternStep): string {
		const range =
			length === undefined ? "" : `*${length.min}..${Number.isFinite(length.max) ? length.max : ""}`;
		const inner = `${shown(name)}${type === undefined ? "" : `:${printLabels(type)}`}${range}`;
		const [before, after] = [direction === "left" ? "<-" : "-", direction === "right" ? "->" : "-"];
		return `(${shown(left)})${before}[${inner}]${after}(${shown(right)})`;
	}

	#add(
		name: string,
		detail: string,
		estimate: number,
		make: (
			runtime: Parameters<Operator["create"]>[0],
			child: Parameters<Operator["create"]>[1][number],
		) => ReturnType<Operator["create"]>,
	): void {
		const inputs = [this.#operator];
		this.#operator = { name, detail, estimate, inputs, create: (runtime, [child]) => make(runtime, child!) };
	}
}

interface End {
	readonly index: number;
	readonly bound: boolean;
	readonly name: string;
}

interface Way {
	readonly from: number;
	readonly to: number;
	readonly into: boolean;
	readonly steps: Steps;
	readonly rows: number;
}

/** What nobody has named is told without a name. */
function shown(name: string): string {
	return isHidden(name) ? "" : name;
}
