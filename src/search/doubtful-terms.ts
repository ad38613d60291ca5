/** What in a search may be meant as something else than it is. */
import { nearestName, type Span } from "../model/index.js";
import { type OperatorName, operatorNames, type SearchTerm, type SearchValue } from "./syntax.js";

export type DoubtfulTerm =
	/** Text that looks like an operator: `tga:#book`. */
	| { readonly kind: "operator"; readonly name: string; readonly near: OperatorName; readonly span: Span }
	/** What is asked for by its name: `tag:#book`, `[status]`. */
	| { readonly kind: "tag" | "property"; readonly name: string; readonly span: Span };

export function doubtfulTerms(term: SearchTerm): readonly DoubtfulTerm[] {
	const found: DoubtfulTerm[] = [];
	const visit = (one: SearchTerm | SearchValue): void => {
		switch (one.kind) {
			case "text":
				found.push(...misspeltOperator(one.text, one.quoted, one.span));
				return;
			case "all":
			case "any":
				for (const operand of one.operands) visit(operand);
				return;
			case "not":
				visit(one.operand);
				return;
			case "operation":
				if (one.operator === "tag" && one.operand.kind === "text")
					found.push({ kind: "tag", name: one.operand.text, span: one.operand.span });
				else visit(one.operand);
				return;
			case "property":
				if (one.name.kind === "text")
					found.push({ kind: "property", name: one.name.text, span: one.name.span });
		}
	};
	visit(term);
	return found;
}

function misspeltOperator(text: string, quoted: boolean, { start }: Span): DoubtfulTerm[] {
	// Of a web address nothing is an operator.
	const name = quoted ? undefined : /^([A-Za-z-]{2,20}):(?!\/\/)/.exec(text)?.[1];
	const near = name === undefined ? undefined : nearestName(name, operatorNames);
	if (name === undefined || near === undefined) return [];
	const span = { start, end: start + name.length };
	return [{ kind: "operator", name, near: near as OperatorName, span }];
}
