import { QueryError } from "../language/query-error.js";
import { keeperOf } from "../run/retained.js";
import { type Row, type Slot, Trail } from "../run/row.js";
import { Filter } from "../run/scan.js";
import { SelectPaths } from "../run/select-paths.js";
import type { Bindings } from "./bindings.js";
import type { Compiler } from "./compiler.js";
import type { Logical } from "./logical.js";
import { compileMatch, type MatchPlan } from "./match.js";
import { type Operator, unit } from "./operator.js";

/**
 * `SHORTEST 2 (a)-[:X]->(b)-[:Y]->*(c)`: of all matches of the path those that are wanted, for each two ends. What stands
 * within the pattern decides what is a match; what `WHERE` says is asked of those that were selected.
 */
export function compileSelection(
	match: Extract<Logical, { op: "match" }>,
	bindings: Bindings,
	compiler: Compiler,
): MatchPlan {
	const { graph, conditions } = match;
	const [path, ...others] = graph.paths;
	if (others.length > 0) {
		const message = "A path of several relationships with a selector must be the only one in its MATCH.";
		throw new QueryError("SyntaxError", "UnsupportedPattern", message, {
			...(conditions[0] !== undefined && { span: conditions[0].span }),
		});
	}
	const { needed: _all, ...whole } = match;
	const start: Operator = { ...unit, name: "Argument" };
	const inner = compileMatch(
		{ ...whole, conditions: graph.conditions, once: false },
		start,
		bindings,
		compiler,
	);
	const slot = (name: string) => inner.bindings.get(name)!;
	const steps = path!.steps.map(slot);
	const [first, last] = [slot(path!.nodes[0]!).index, slot(path!.nodes.at(-1)!).index];
	const keeper = keeperOf(inner.bound);
	const { which, count } = path!.selector!;
	const selected: Operator = {
		name: "SelectPaths",
		detail: which,
		estimate: inner.operator.estimate,
		inputs: [inner.operator],
		create: ({ row, meter }, [child]) =>
			new SelectPaths(child!, {
				...{ row, meter, keeper, start: first, end: last, which, count },
				length: (at) => lengthOf(steps, at),
			}),
	};
	const passes = compiler.condition(conditions.slice(graph.conditions.length), inner.bindings);
	return {
		...inner,
		operator: {
			name: "Filter",
			detail: "",
			estimate: selected.estimate,
			inputs: [selected],
			create: ({ row, meter }, [child]) => new Filter(child!, row, meter, passes),
		},
	};
}

function lengthOf(steps: readonly Slot[], { values }: Row): number {
	let length = 0;
	for (const { kind, index } of steps) {
		const trail = values[index];
		length += kind === "relationship" ? 1 : trail instanceof Trail ? trail.relationships.length : 0;
	}
	return length;
}
