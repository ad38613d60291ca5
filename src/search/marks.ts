/**
 * What of a file is to be shown as found, as the second argument of `search.excerpts`: texts and patterns that were asked
 * for and not excluded, and, of those that stand in `line:(…)` and its kind, the parts in which they count:
 *
 *     a OR line:(b c)   →   [{find: ['a']}, {find: ['b', 'c'], in: 'lines', parts: [line IN search.lines(file) WHERE …]}]
 */
import type { syntax } from "../query/index.js";
import { Cypher } from "./cypher.js";
import type { SearchTerm } from "./syntax.js";
import { condition, inCase, innerScope, partsOf, type Scope, tagName } from "./translate.js";

type Expression = syntax.Expression;

/** Empty where nothing of a text was asked for. */
export function marksOf(term: SearchTerm, scope: Scope): readonly Expression[] {
	const cypher = new Cypher(term.span);
	const sought = new Sought();
	gather(term, scope, sought);
	return [...sought.entries(cypher), ...sought.groups];
}

class Sought {
	readonly #found = { either: [[], []] as [string[], string[]], exact: [[], []] as [string[], string[]] };
	readonly groups: Expression[] = [];

	add(kind: "text" | "pattern", what: string, matchCase: boolean): void {
		const of = this.#found[matchCase ? "exact" : "either"][kind === "text" ? 0 : 1];
		if (!of.includes(what)) of.push(what);
	}

	/** @param rest further entries of each map */
	entries(cypher: Cypher, rest: Readonly<Record<string, Expression>> = {}): Expression[] {
		return (["either", "exact"] as const).flatMap((which) => {
			const [texts, patterns] = this.#found[which].map((all) =>
				cypher.list(all.map((text) => cypher.text(text))),
			);
			const [some, others] = this.#found[which].map(({ length }) => length > 0);
			if (!some && !others) return [];
			return cypher.map({
				...(some && { find: texts! }),
				...(others && { match: patterns! }),
				...(which === "exact" && { matchCase: cypher.truth(true) }),
				...rest,
			});
		});
	}
}

function gather(term: SearchTerm, scope: Scope, sought: Sought): void {
	switch (term.kind) {
		case "all":
		case "any":
			for (const operand of term.operands) gather(operand, scope, sought);
			return;
		case "not":
		case "property":
			return;
		case "text":
			if (scope.in === "tag") sought.add("text", inCase(`#${tagName(term.text)}`, scope), scope.matchCase);
			else sought.add("text", inCase(term.text, scope), scope.matchCase);
			return;
		case "pattern":
			if (scope.in !== "tag")
				sought.add("pattern", `/${term.written}/${term.dotAll ? "s" : ""}`, scope.matchCase);
			return;
		case "operation":
			gatherWithin(term, scope, sought);
	}
}

function gatherWithin(
	{ operator, operand, span }: Extract<SearchTerm, { readonly kind: "operation" }>,
	scope: Scope,
	sought: Sought,
): void {
	const cypher = new Cypher(span);
	switch (operator) {
		case "file":
		case "path":
			return;
		case "match-case":
		case "ignore-case":
		case "content":
		case "tag":
			gather(operand, innerScope(operator, scope), sought);
			return;
	}
	const { variable, list, inner } = partsOf(operator, scope, cypher);
	if (scope.parts.length > 0) {
		// The outermost parts tell where it counts.
		gather(operand, inner, sought);
		return;
	}
	const within = new Sought();
	gather(operand, inner, within);
	const parts = cypher.those(variable, list, condition(operand, inner));
	const kind = cypher.text(`${operator.split("-")[0]}s`);
	sought.groups.push(...within.entries(cypher, { in: kind, parts }), ...within.groups);
}
