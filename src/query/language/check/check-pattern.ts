/** The variables of patterns: what they are, and whether they may be bound here. */
import { type QueryError, syntaxError } from "../query-error.js";
import type {
	Expression,
	NodePattern,
	PathPattern,
	RelationshipPattern,
	RepeatedPath,
	Variable,
} from "../syntax.js";
import {
	asValue,
	type Context,
	undefinedVariable,
	type Variables,
	withVariables,
	wrongType,
} from "./context.js";
import { any, canBe, listOf, plain, type StaticType } from "./static-type.js";

/** What checks the expressions within. */
type Check = (expression: Expression, context: Context) => StaticType;

/** The patterns of a `MATCH`: the variables in scope behind it. All its patterns see the variables of all. */
export function checkMatch(patterns: readonly PathPattern[], context: Context, check: Check): Variables {
	const binder = new Binder(context.variables, true);
	for (const pattern of patterns) binder.bind(pattern);
	const inner: Context = { ...context, variables: binder.variables };
	for (const pattern of patterns) checkContent(pattern, inner, check);
	return binder.variables;
}

/** A pattern within an expression: the context of what is said about it. A predicate binds no variables. */
export function checkPatternExpression(
	pattern: PathPattern,
	context: Context,
	place: "predicate" | "comprehension" | "shortest-path",
	check: Check,
): Context {
	const binder = new Binder(context.variables, place !== "predicate");
	binder.bind(pattern);
	const inner: Context = { ...context, variables: binder.variables };
	checkContent(pattern, inner, check);
	return inner;
}

class Binder {
	readonly variables: Map<string, StaticType>;
	/** Relationship variables of this clause. */
	readonly #relationships = new Set<string>();

	constructor(
		variables: Variables,
		readonly binds: boolean,
	) {
		this.variables = new Map(variables);
	}

	/** The path's own variable comes last: `p = (p)--()` would bind it twice. */
	bind(pattern: PathPattern): void {
		expectOneStep(pattern);
		for (const element of pattern.elements) {
			if (element.kind === "repeated-path") this.#groups(element);
			else this.meetElement(element);
		}
		if (pattern.variable !== undefined) this.#path(pattern.variable);
	}

	meetElement(element: NodePattern | RelationshipPattern): void {
		if (element.variable === undefined) return;
		if (element.kind === "node-pattern") this.#meet(element.variable, plain("node"));
		else this.#relationship(element, element.variable);
	}

	#meet(variable: Variable, type: StaticType): void {
		const known = this.variables.get(variable.name);
		if (known === undefined) {
			if (!this.binds) throw undefinedVariable(variable, this.variables);
			this.variables.set(variable.name, type);
		} else if (!fits(known, type)) throw conflict(variable, known, type);
	}

	#relationship(element: RelationshipPattern, variable: Variable): void {
		if (this.#relationships.has(variable.name)) {
			const message = `The relationship ${variable.name} stands in this MATCH twice, but each one is used once.`;
			throw syntaxError("RelationshipUniquenessViolation", message, variable.span);
		}
		const single = plain("relationship");
		this.#meet(variable, element.length === undefined ? single : listOf(single));
		this.#relationships.add(variable.name);
	}

	/** What is bound in a repeated path is a list outside of it, and can be bound nowhere else. */
	#groups(path: RepeatedPath): void {
		const inner = new Map(singlesOf(path));
		for (const { variable } of path.elements) {
			const type = variable === undefined ? undefined : inner.get(variable.name);
			if (variable === undefined || type === undefined) continue;
			if (this.variables.has(variable.name)) throw alreadyBound(variable);
			this.#meet(variable, listOf(type));
			inner.delete(variable.name);
		}
	}

	#path(variable: Variable): void {
		if (this.variables.has(variable.name)) throw alreadyBound(variable);
		if (!this.binds) throw undefinedVariable(variable, this.variables);
		this.variables.set(variable.name, plain("path"));
	}
}

/** The variables of a repeated path, as they are seen within it. */
function singlesOf({ elements }: RepeatedPath): Variables {
	const binder = new Binder(new Map(), true);
	for (const element of elements) binder.meetElement(element);
	return binder.variables;
}

/** A list of relationships can be matched again; a list of numbers cannot. */
function fits(known: StaticType, type: StaticType): boolean {
	if (known.name === "null") return true;
	if (!canBe(known, type.name)) return false;
	return type.name !== "list" || canBe(known.element ?? any, "relationship");
}

function conflict({ name, span }: Variable, known: StaticType, type: StaticType): QueryError {
	const message = `${name} is of the type ${known.name} already, and cannot be of the type ${type.name} as well.`;
	return syntaxError("VariableTypeConflict", message, span);
}

export function alreadyBound({ name, span }: Variable): QueryError {
	return syntaxError(
		"VariableAlreadyBound",
		`The variable ${name} is bound already; choose another name.`,
		span,
	);
}

/** `shortestPath(…)` takes one relationship. */
function expectOneStep({ selector, elements, span }: PathPattern): void {
	if (selector?.asFunction !== true) return;
	const step = elements[1];
	if (elements.length !== 3 || step?.kind !== "relationship-pattern") {
		const message =
			"A shortest path is looked for between two nodes with one relationship, as in (a)-[*]-(b).";
		throw syntaxError("InvalidRelationshipPattern", message, span);
	}
	if (step.length !== undefined && step.length.min > 1) {
		const message = "The least length of a shortest path is 0 or 1.";
		throw syntaxError("InvalidRelationshipPattern", message, step.length.span);
	}
}

/** Properties and conditions of the elements. */
function checkContent(
	pattern: Pick<PathPattern, "elements" | "where">,
	context: Context,
	check: Check,
): void {
	if (pattern.where !== undefined) checkWhere(pattern.where, context, check);
	for (const element of pattern.elements) {
		if (element.kind === "repeated-path") {
			checkContent(element, withVariables(context, singlesOf(element)), check);
			continue;
		}
		const inner = element.kind === "node-pattern" ? context : eachRelationship(element, context);
		if (element.properties !== undefined) checkProperties(element.properties, context, check);
		if (element.where !== undefined) checkWhere(element.where, inner, check);
	}
}

/** In `-[r:R WHERE …]->{1,3}` the condition is about each relationship, not about the list. */
function eachRelationship({ variable, length }: RelationshipPattern, context: Context): Context {
	if (variable === undefined || length === undefined) return context;
	return withVariables(context, [[variable.name, plain("relationship")]]);
}

function checkProperties(properties: Expression, context: Context, check: Check): void {
	if (properties.kind === "parameter") {
		const message = `$${properties.name} cannot stand for all properties of a pattern; write {key: $${properties.name}.key}.`;
		throw syntaxError("InvalidParameterUse", message, properties.span);
	}
	check(properties, asValue({ ...context, aggregates: "forbidden" }));
}

function checkWhere(where: Expression, context: Context, check: Check): void {
	const type = check(where, { ...context, aggregates: "forbidden", condition: true });
	if (!canBe(type, "boolean")) throw wrongType("A condition must be", "boolean", type, where.span);
}
