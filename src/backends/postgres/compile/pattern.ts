/** A pattern as joins: each relationship is a row of its table, and nodes are joined where they are looked at. */
import { elsewhere, type syntax } from "../../../query/index.js";
import { indexedKeys } from "../layout.js";
import { condition } from "./expression.js";
import { beyond, fetchNodes, fetchRelationships } from "./gather.js";
import { isStorable, late } from "./given.js";
import { hasLabel, isUniversal } from "./labels.js";
import { endsOf, relationshipsAs, typeCondition } from "./relationships.js";
import { type Bound, carrierOf, Stage } from "./stage.js";
import type { Reach } from "./steps.js";
import { Unpushable, unpushable } from "./unpushable.js";
import { walk } from "./walk.js";

export type Match = Extract<elsewhere.Logical, { op: "match" }>;

type Step = elsewhere.PatternStep;

/** What of a pattern the server could not check, to be checked behind it. */
export interface Matched {
	readonly stage: Stage;
	readonly left: readonly syntax.Expression[];
}

/**
 * Binds what the pattern binds. Walks of variable length end the SELECT in the making: the stage that is returned may be
 * another one.
 *
 * @param walks whether there may be walks: not within a subquery
 */
export function matchPattern(match: Match, stage: Stage, walks: boolean): Matched {
	return new PatternJoiner(match, stage, walks).join();
}

class PatternJoiner {
	readonly #match: Match;
	readonly #walks: boolean;
	#stage: Stage;
	#waiting: { readonly condition: syntax.Expression; readonly names: readonly string[] }[];
	readonly #left: syntax.Expression[] = [];
	/** Names of the pattern that have a value by now. */
	readonly #known = new Set<string>();
	readonly #labelled = new Set<string>();
	/** The relationships of steps that were taken, each a number or, of a walk, an array. */
	readonly #taken: { readonly step: Step; readonly name: string }[] = [];

	constructor(match: Match, stage: Stage, walks: boolean) {
		this.#match = match;
		this.#stage = stage;
		this.#walks = walks;
		const { graph, conditions } = match;
		const own = new Set([
			...graph.nodes.keys(),
			...graph.steps.map(({ name }) => name),
			...graph.paths.flatMap(({ name }) => name ?? []),
		]);
		this.#waiting = conditions.map((of) => ({
			condition: of,
			names: [...elsewhere.namesIn(of)].filter((name) => own.has(name)),
		}));
	}

	join(): Matched {
		const { graph } = this.#match;
		if (graph.paths.some(({ selector }) => selector !== undefined)) unpushable("a selector of several steps");
		// A pattern may be of more kinds than there were when this was written.
		for (const step of graph.steps)
			for (const key of Object.keys(step)) if (!stepKeys.has(key)) unpushable(key);
		this.#takeBound();
		for (const step of this.#ordered(graph.steps.filter(({ length }) => length === undefined)))
			this.#fixed(step);
		for (const step of graph.steps.filter(({ length }) => length !== undefined)) this.#variable(step);
		for (const name of graph.nodes.keys()) if (!this.#known.has(name)) this.#start(name);
		this.#settle();
		for (const { name, nodes, steps } of graph.paths) if (name !== undefined) this.#path(name, nodes, steps);
		this.#settle();
		this.#left.push(...this.#waiting.map((waiting) => waiting.condition));
		return { stage: this.#stage, left: this.#left };
	}

	/** Nodes and relationships that the rows bring along. */
	#takeBound(): void {
		const { graph } = this.#match;
		for (const name of graph.nodes.keys()) {
			const bound = this.#stage.get(name);
			if (bound === undefined) continue;
			if (bound.kind !== "node") unpushable("a node that may be something else");
			if (bound.nullable) this.#stage.where.push(`${bound.sql} IS NOT NULL`);
			this.#known.add(name);
			this.#labels(name);
		}
	}

	/** Each beside one before it, where that is possible. */
	#ordered(steps: readonly Step[]): readonly Step[] {
		const [known, ordered, open] = [new Set(this.#known), [] as Step[], [...steps]];
		while (open.length > 0) {
			const at = Math.max(
				0,
				open.findIndex(({ left, right }) => known.has(left) || known.has(right)),
			);
			const [step] = open.splice(at, 1);
			ordered.push(step!);
			known.add(step!.left).add(step!.right);
		}
		return ordered;
	}

	#fixed(step: Step): void {
		const stage = this.#stage;
		const { context } = stage;
		const alias = context.alias("r");
		const [from, to] = endsOf(step.direction);
		const on = [
			...typeCondition(step.type, `${alias}.type`, context),
			...[[step.left, from] as const, [step.right, to] as const].flatMap(([name, column]) => {
				const known = this.#known.has(name) ? stage.get(name) : undefined;
				return known === undefined ? [] : [`${alias}.${column} = ${known.sql}`];
			}),
		];
		const reach = context.gathering === undefined ? undefined : this.#gather(step);
		const bound = stage.get(step.name);
		if (bound !== undefined) {
			if (bound.kind !== "relationship") unpushable("a relationship that may be something else");
			on.push(`${alias}.id = ${bound.sql}`);
		}
		if (step.left === step.right && !this.#known.has(step.left)) on.push(`${alias}.${from} = ${alias}.${to}`);
		for (const other of this.#taken) {
			if (this.#mayCoincide(step, other.step)) on.push(differs(`${alias}.id`, stage.get(other.name)!));
		}
		stage.join(
			`JOIN ${relationshipsAs(step.direction, context)} AS ${alias} ON ${on.length === 0 ? "true" : on.join(" AND ")}`,
		);
		if (bound === undefined) stage.bindings.set(step.name, stage.relationship(`${alias}.id`, false, alias));
		this.#taken.push({ step, name: step.name });
		for (const [name, column] of [
			[step.left, from],
			[step.right, to],
		] as const) {
			if (this.#known.has(name)) continue;
			this.#bindNode(name, stage.node(`${alias}.${column}`, false, undefined, reach?.get(name)));
		}
	}

	/** What the step joins with, brought here. @returns which nodes its ends may be */
	#gather(step: Step): ReadonlyMap<string, Reach> {
		const { context } = this.#stage;
		const of = (name: string) =>
			this.#known.has(name) ? this.#stage.get(name)!.reach : this.#own(name).reach;
		const [left, right] = [of(step.left), of(step.right)];
		fetchRelationships({ direction: step.direction, type: step.type, left, right }, context);
		const reaches = new Map<string, Reach>();
		const put = (name: string, own: Reach | undefined, other: Reach | undefined, end: "left" | "right") => {
			const reach = own ?? (other && beyond({ ...step, from: other, end }, context));
			if (reach !== undefined) reaches.set(name, reach);
		};
		put(step.left, left, right, "left");
		put(step.right, right, left, "right");
		return reaches;
	}

	/**
	 * What a node must fulfil that needs nothing else, to be asked of the table that is spread. Labels alone do not make a
	 * reach of it: they narrow too little.
	 */
	#own(name: string): {
		readonly where: string;
		readonly values: readonly unknown[];
		readonly reach?: Reach;
	} {
		const { context } = this.#stage;
		const [steps, uses] = [context.steps.length, new Map(context.uses)];
		const labels = this.#match.graph.nodes.get(name)!.labels.filter((label) => !isUniversal(label, context));
		const alone = this.#match.conditions.filter((of) => {
			const names = elsewhere.namesIn(of);
			return names.size === 1 && names.has(name);
		});
		const { made, values } = context.apart(() => {
			const narrow = alone.flatMap((of) => this.#ownCondition(of, name));
			return {
				narrow: narrow.length,
				all: [...labels.map((label) => hasLabel(label, "n.labels", context)), ...narrow],
			};
		});
		context.steps.length = steps;
		for (const of of context.uses.keys()) context.uses.set(of, uses.get(of) ?? 0);
		const where = made.all.length === 0 ? "" : `WHERE ${made.all.join(" AND ")}`;
		if (made.narrow === 0) return { where, values };
		const select = `SELECT n.id FROM ${context.schema}.nodes AS n ${where}`;
		return { where, values, reach: { name: context.alias("among_"), select, values } };
	}

	/** As SQL of `n`, if that reads nothing else. */
	#ownCondition(of: syntax.Expression, name: string): string[] {
		const { context } = this.#stage;
		const uses = new Map(context.uses);
		const scratch = new Stage(context);
		scratch.bindings.set(name, scratch.node("n.id", false, "n"));
		const bound = context.sql.values.length;
		try {
			const sql = condition(of, scratch);
			const reads = [...context.uses].some(([table, times]) => (uses.get(table) ?? 0) !== times);
			if (scratch.from.length === 0 && !reads) return [sql];
		} catch (error) {
			if (!(error instanceof Unpushable)) throw error;
		}
		context.sql.forget(bound);
		return [];
	}

	#bindNode(name: string, bound: Bound): void {
		this.#stage.bindings.set(name, bound);
		this.#known.add(name);
		this.#labels(name);
	}

	#labels(name: string): void {
		if (this.#labelled.has(name)) return;
		this.#labelled.add(name);
		const stage = this.#stage;
		for (const label of this.#match.graph.nodes.get(name)!.labels) {
			if (isUniversal(label, stage.context)) continue;
			stage.where.push(hasLabel(label, `${carrierOf(stage.get(name)!)}.labels`, stage.context));
		}
	}

	/** A node that nothing has led to. */
	#start(name: string): void {
		const stage = this.#stage;
		const { context } = stage;
		const alias = context.alias("n");
		const own = context.gathering === undefined ? undefined : this.#own(name);
		if (own !== undefined) fetchNodes(context, own);
		stage.join(`CROSS JOIN ${context.table("nodes")} AS ${alias}`);
		this.#bindNode(name, stage.node(`${alias}.id`, false, alias, own?.reach));
	}

	#variable(step: Step): void {
		if (!this.#walks) unpushable("a walk within a subquery");
		if (this.#stage.get(step.name) !== undefined) unpushable("a list of relationships that is given");
		if (!this.#known.has(step.left) && !this.#known.has(step.right)) this.#start(this.#better(step));
		if (step.selector !== undefined) {
			for (const end of [step.left, step.right])
				if (!this.#known.has(end) && this.#hasValue(end)) this.#start(end);
		}
		if (step.selector?.asFunction) {
			// A condition on the path as a whole is part of what is looked for.
			const path = this.#match.graph.paths[step.path]!.name;
			const about = this.#waiting.some(({ names }) =>
				names.some((name) => name === step.name || name === path),
			);
			if (about) unpushable("a shortest path with a condition");
		}
		this.#settle();
		const others = this.#taken.filter((other) => this.#mayCoincide(step, other.step));
		if (step.selector !== undefined && others.length > 0) unpushable("a shortest path beside others");
		const ends = this.#match.conditions.some((of) => isDifference(of, step.left, step.right));
		const asked = this.#isAskedFor(step);
		const only = this.#match.once && !asked && others.length === 0;
		this.#stage = walk({ step, only, asked, differ: ends, known: this.#known }, this.#stage);
		for (const other of others)
			this.#stage.where.push(differs(this.#stage.get(step.name)!.sql, this.#stage.get(other.name)!, true));
		this.#taken.push({ step, name: step.name });
		for (const name of [step.left, step.right]) {
			this.#known.add(name);
			this.#labels(name);
		}
	}

	/** At which end there are fewer to begin with, as far as it shows. */
	#better({ left, right }: Step): string {
		const weight = (name: string) =>
			(this.#hasValue(name) ? 2 : 0) + (this.#match.graph.nodes.get(name)!.labels.length > 0 ? 1 : 0);
		return weight(right) > weight(left) ? right : left;
	}

	/** Whether it is compared with something that is known. */
	#hasValue(node: string): boolean {
		return this.#waiting.some(
			({ condition: of, names }) => names.length === 1 && names[0] === node && of.kind === "comparison",
		);
	}

	#isAskedFor({ name, path }: Step): boolean {
		const { needed, graph } = this.#match;
		const names = [name, ...(graph.paths[path]!.name === undefined ? [] : [graph.paths[path]!.name])];
		return (
			needed === undefined ||
			names.some((one) => needed.has(one) || this.#waiting.some((waiting) => waiting.names.includes(one)))
		);
	}

	#mayCoincide(a: Step, b: Step): boolean {
		const types = Object.keys(this.#stage.context.facts.types);
		const fits = ({ type }: Step, name: string) =>
			type === undefined || elsewhere.matchesLabels(type, [name]);
		return types.some((name) => fits(a, name) && fits(b, name));
	}

	/** Conditions for which everything is known by now. What cannot be pushed waits for our engine. */
	#settle(): void {
		const stage = this.#stage;
		const ready = this.#waiting.filter(({ names }) =>
			names.every((name) => this.#known.has(name) || stage.bindings.has(name)),
		);
		this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
		for (const { condition: of } of ready) {
			try {
				stage.where.push(condition(of, stage), ...this.#hint(of));
			} catch (error) {
				if (!(error instanceof Unpushable)) throw error;
				this.#left.push(of);
			}
		}
	}

	/** `n.key = 'value'` once more, in a form for which there is an index. */
	#hint(of: syntax.Expression): string[] {
		if (of.kind !== "comparison" || of.operators.length !== 1 || of.operators[0] !== "=") return [];
		const stage = this.#stage;
		for (const [subject, value] of [of.operands, [...of.operands].reverse()] as const) {
			if (subject?.kind !== "property" || subject.subject.kind !== "variable") continue;
			if (indexedKeys.includes(subject.key)) return [];
			const bound = stage.get(subject.subject.name);
			const types = Object.hasOwn(stage.context.facts.nodeKeys, subject.key)
				? stage.context.facts.nodeKeys[subject.key]!.types
				: [];
			const given =
				value?.kind === "literal"
					? value.value
					: value?.kind === "parameter"
						? stage.context.parameters.get(value.name)
						: undefined;
			const plain =
				(typeof given === "string" && isStorable(given)) ||
				typeof given === "boolean" ||
				(typeof given === "number" && Number.isInteger(given));
			if (bound?.kind !== "node" || !plain || types.includes("list")) continue;
			const json = (of: unknown) => JSON.stringify({ [subject.key]: of });
			const name = value?.kind === "parameter" ? value.name : undefined;
			const wanted = stage.context.bind(
				name === undefined ? json(given) : late(name, json, `as ${subject.key}`),
				"jsonb",
			);
			return [`(${carrierOf(bound)}.properties @> ${wanted})`];
		}
		return [];
	}

	#path(name: string, nodes: readonly string[], steps: readonly string[]): void {
		const { needed } = this.#match;
		const asked =
			needed === undefined || needed.has(name) || this.#waiting.some(({ names }) => names.includes(name));
		if (!asked) return;
		const stage = this.#stage;
		const parts = steps.map((step) => stage.get(step)!);
		const walked = parts.map((part) => part.kind === "relationships");
		const list = (bound: Bound, single: string) =>
			bound.kind === single ? `ARRAY[${bound.sql}]` : bound.sql;
		// A walk has its nodes, the ends too: of these only the last is new.
		const all = nodes.flatMap((node, i) => {
			if (i > 0 && walked[i - 1]) return [`(${parts[i - 1]!.second})[2:]`];
			return [`ARRAY[${stage.get(node)!.sql}]`];
		});
		const relationships = parts.map((part) => list(part, "relationship"));
		stage.bindings.set(name, {
			kind: "path",
			sql: `(${all.join(" || ")})`,
			second: relationships.length === 0 ? "ARRAY[]::bigint[]" : `(${relationships.join(" || ")})`,
		});
	}
}

const stepKeys: ReadonlySet<string> = new Set([
	...["name", "left", "right", "direction", "type", "length", "each", "selector", "path"],
]);

/** Within a MATCH no relationship is taken twice. */
function differs(own: string, other: Bound, walked = false): string {
	if (other.kind === "relationships")
		return walked ? `NOT (${own} && ${other.sql})` : `${own} <> ALL (${other.sql})`;
	return walked ? `${other.sql} <> ALL (${own})` : `${own} <> ${other.sql}`;
}

function isDifference(of: syntax.Expression, a: string, b: string): boolean {
	if (of.kind !== "comparison" || of.operators.length !== 1 || of.operators[0] !== "<>") return false;
	const names = of.operands.map((operand) => (operand.kind === "variable" ? operand.name : ""));
	return names.includes(a) && names.includes(b) && a !== b;
}
