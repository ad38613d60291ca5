/**
 * Searches as Cypher. What Cypher can say is said in Cypher; what it does not know (a file's text, its lines and blocks,
 * its frontmatter) is asked of the functions in `search-functions.ts`:
 *
 *     work line:(a /b/)   →   search.folded(file) CONTAINS 'work' AND search.foldedContent(file) CONTAINS 'a'
 *                             AND any(line IN search.lines(file) WHERE toLower(line) CONTAINS 'a' AND line =~ …)
 */
import type { syntax } from "../query/index.js";
import { Cypher } from "./cypher.js";
import { fold } from "./fold.js";
import type { OperatorName, SearchProperty, SearchTerm, SearchValue } from "./syntax.js";

type Expression = syntax.Expression;

/** Where a term stands, and so in what it is looked for. */
export interface Scope {
	/** The variable of the file. */
	readonly file: string;
	/** Those of the parts of its text within which the term stands, the innermost last. */
	readonly parts: readonly string[];
	/** `text` of the innermost part, or else of the file with its path; `content` is the file's without. */
	readonly in: "text" | "content" | "path" | "name" | "tag";
	readonly matchCase: boolean;
}

export function fileScope(file: string): Scope {
	return { file, parts: [], in: "text", matchCase: false };
}

/** Whether a file is found. */
export function condition(term: SearchTerm, scope: Scope): Expression {
	const cypher = new Cypher(term.span);
	switch (term.kind) {
		case "all":
		case "any": {
			const operands = term.operands.map((operand) => condition(operand, scope));
			return cypher.join(term.kind === "all" ? "and" : "or", operands);
		}
		case "not":
			return cypher.not(condition(term.operand, scope));
		case "operation":
			return operation(term.operator, term.operand, scope, cypher);
		case "property":
			return hasProperty(term, scope, cypher);
		case "text":
		case "pattern":
			return scope.in === "tag" ? hasTag(term, scope, cypher) : holds(term, scope, cypher);
	}
}

type Leaf = Extract<SearchTerm, { readonly kind: "text" | "pattern" }>;

function operation(operator: OperatorName, operand: SearchTerm, scope: Scope, cypher: Cypher): Expression {
	switch (operator) {
		case "file":
			return condition(operand, { ...scope, in: "name" });
		case "match-case":
		case "ignore-case":
		case "path":
		case "content":
		case "tag":
			return condition(operand, innerScope(operator, scope));
		default: {
			const { variable, list, inner } = partsOf(operator, scope, cypher);
			const parts = cypher.some(variable, list, condition(operand, inner));
			return scope.parts.length > 0
				? parts
				: cypher.join("and", [...holdsAll(operand, scope, cypher), parts]);
		}
	}
}

/** What holds of a text if it holds of a part: to look for words in it is much less work than to take it apart. */
function holdsAll(operand: SearchTerm, { file }: Scope, cypher: Cypher): readonly Expression[] {
	const content = cypher.call("search.foldedContent", cypher.variable(file));
	return [...new Set(wordsOf(operand))].map((word) => cypher.binary(content, "contains", cypher.text(word)));
}

/** Texts, folded, without which a part cannot be what is sought. */
function wordsOf(term: SearchTerm): readonly string[] {
	if (term.kind === "text") return [fold(term.text)];
	if (term.kind === "all") return term.operands.flatMap(wordsOf);
	if (term.kind !== "operation") return [];
	return ["file", "path", "tag"].includes(term.operator) ? [] : wordsOf(term.operand);
}

/** Of an operator that changes what terms are looked for in, but does not take the text apart. */
export function innerScope(
	operator: "match-case" | "ignore-case" | "path" | "content" | "tag",
	scope: Scope,
): Scope {
	if (operator === "match-case" || operator === "ignore-case")
		return { ...scope, matchCase: operator === "match-case" };
	return { ...scope, in: operator };
}

/** `line IN search.lines(file)` */
export function partsOf(
	operator: Exclude<OperatorName, "file" | "match-case" | "ignore-case" | "path" | "content" | "tag">,
	scope: Scope,
	cypher: Cypher,
): { variable: string; list: Expression; inner: Scope } {
	const [kind, status] = operator.split("-") as [string, string?];
	const subject = cypher.variable(scope.parts.at(-1) ?? scope.file);
	const taken = scope.parts.filter((name) => name.startsWith(kind)).length;
	const variable = taken === 0 ? kind : `${kind}${taken + 1}`;
	return {
		variable,
		list: cypher.call(`search.${kind}s`, subject, ...(status === undefined ? [] : [cypher.text(status)])),
		inner: { ...scope, in: "text", parts: [...scope.parts, variable] },
	};
}

function holds(term: Leaf, scope: Scope, cypher: Cypher): Expression {
	const folded = !scope.matchCase && term.kind === "text";
	const subject = subjectOf(scope, folded, cypher);
	if (term.kind === "pattern") return matches(subject, term.pattern, scope, cypher);
	return cypher.binary(subject, "contains", cypher.text(inCase(term.text, scope)));
}

/** What a term is looked for in. */
function subjectOf(scope: Scope, folded: boolean, cypher: Cypher): Expression {
	const part = scope.parts.at(-1);
	const lower = (text: Expression) => (folded ? cypher.call("toLower", text) : text);
	const path = cypher.property(scope.file, "path");
	if (scope.in === "path") return lower(path);
	if (scope.in === "name") return lower(cypher.at(cypher.call("split", path, cypher.text("/")), -1));
	if (part !== undefined) return lower(cypher.variable(part));
	const name = scope.in === "content" ? (folded ? "foldedContent" : "content") : folded ? "folded" : "text";
	return cypher.call(`search.${name}`, cypher.variable(scope.file));
}

/** `=~` is about whole texts, a search about any place in them. Lines are lines, and case counts where it is said to. */
function matches(subject: Expression, pattern: string, { matchCase }: Scope, cypher: Cypher): Expression {
	const flags = matchCase ? "m" : "im";
	return cypher.binary(subject, "=~", cypher.text(`(?s:.*)(?${flags}:${pattern})(?s:.*)`));
}

export function inCase(text: string, { matchCase }: Pick<Scope, "matchCase">): string {
	return matchCase ? text.normalize("NFC") : fold(text);
}

/** The tag itself, or one below it: `#work` is in `#work/today`. */
function hasTag(term: Leaf, scope: Scope, cypher: Cypher): Expression {
	const part = scope.parts.at(-1);
	const tags =
		part === undefined
			? cypher.call("coalesce", cypher.property(scope.file, "tags"), cypher.list([]))
			: cypher.call("search.tags", cypher.variable(part));
	const tag = cypher.variable("tag");
	if (term.kind === "pattern") {
		const written = cypher.binary(cypher.text("#"), "+", tag);
		return cypher.some("tag", tags, matches(written, term.pattern, scope, cypher));
	}
	const name = inCase(tagName(term.text), scope);
	const spelt = scope.matchCase ? tag : cypher.call("toLower", tag);
	return cypher.some(
		"tag",
		tags,
		cypher.join("or", [
			cypher.compare(spelt, "=", cypher.text(name)),
			cypher.binary(spelt, "starts with", cypher.text(`${name}/`)),
		]),
	);
}

/** `#work/` as `work`. */
export function tagName(written: string): string {
	return written.replace(/^#/, "").replace(/\/$/, "");
}

/** `any(property IN search.properties(file) WHERE …)` */
function hasProperty({ name, value }: SearchProperty, scope: Scope, cypher: Cypher): Expression {
	const conditions = [nameIs(name, scope), ...(value === undefined ? [] : [valueIs(value, scope)])];
	const properties = cypher.call("search.properties", cypher.variable(scope.file));
	return cypher.some("property", properties, cypher.join("and", conditions));
}

function nameIs(name: SearchTerm, scope: Scope): Expression {
	return combined(name, (leaf, cypher) => {
		const property = cypher.property("property", "name");
		if (leaf.kind === "pattern") return matches(property, leaf.pattern, scope, cypher);
		const spelt = scope.matchCase ? property : cypher.call("toLower", property);
		return cypher.compare(spelt, "=", cypher.text(inCase(leaf.text, scope)));
	});
}

/** A word is looked for in the values, a phrase is a value. */
function valueIs(value: SearchValue, scope: Scope): Expression {
	if (value.kind === "null") return new Cypher(value.span).property("property", "empty");
	if (value.kind === "comparison") return valueCompares(value, scope);
	return combined(value, (leaf, cypher) => {
		const text = cypher.call("toString", cypher.variable("value"));
		const values = cypher.property("property", "values");
		if (leaf.kind === "pattern")
			return cypher.some("value", values, matches(text, leaf.pattern, scope, cypher));
		const spelt = scope.matchCase ? text : cypher.call("toLower", text);
		const wanted = cypher.text(inCase(leaf.text, scope));
		const found = leaf.quoted ? cypher.compare(spelt, "=", wanted) : cypher.binary(spelt, "contains", wanted);
		return cypher.some("value", values, found);
	});
}

type Comparison = Extract<SearchValue, { readonly kind: "comparison" }>;

/** Numbers with numbers, texts such as dates with texts; what cannot be compared is not found. */
function valueCompares({ operator, than, span }: Comparison, scope: Scope): Expression {
	const cypher = new Cypher(span);
	const value = cypher.variable("value");
	const number = /^[+-]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})$/.test(than) ? Number(than) : undefined;
	const compared =
		number === undefined
			? cypher.compare(
					cypher.call("toLower", cypher.call("toString", value)),
					operator,
					cypher.text(inCase(than, scope)),
				)
			: cypher.compare(value, operator, cypher.number(number));
	const known = cypher.call("coalesce", compared, cypher.truth(false));
	return cypher.some("value", cypher.property("property", "values"), known);
}

/** What combines terms without regard to what they are. Within properties there are no operators. */
function combined(term: SearchTerm, leafIs: (leaf: Leaf, cypher: Cypher) => Expression): Expression {
	const cypher = new Cypher(term.span);
	switch (term.kind) {
		case "all":
		case "any": {
			const operands = term.operands.map((operand) => combined(operand, leafIs));
			return cypher.join(term.kind === "all" ? "and" : "or", operands);
		}
		case "not":
			return cypher.not(combined(term.operand, leafIs));
		case "text":
		case "pattern":
			return leafIs(term, cypher);
		default:
			throw new Error(`no ${term.kind} within a property`);
	}
}
