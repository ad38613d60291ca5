import { nearestName, type VaultPath } from "../../model/index.js";
import { QueryError, ScriptRegex, type syntax } from "../../query/index.js";
import { type Arity, globalArity, methodArity, methodFunction } from "../functions/registry.js";
import { BaseError } from "../language/base-error.js";
import type { Element, Expression, Member, MethodCall, Name, Operation } from "../language/syntax.js";
import { fileFields } from "../values/file-value.js";
import { Make } from "./engine-syntax.js";

/** What an expression becomes. */
export interface Translated {
	readonly node: syntax.Expression;
	/** The type of its values where it is certain; then it is never null. */
	readonly type?: "boolean" | "string" | "number" | "file";
	/** Whether its value may be a problem. */
	readonly fails: boolean;
}

/** What names mean where an expression stands. */
export interface Surroundings {
	/** The place in the base of a place in the expression. */
	place(offset: number): number;
	/** The file that shows the base: `this`. */
	readonly self?: VaultPath;
	/** Whether there is a `file`: not in a summary, which sees `values` instead. */
	readonly perFile: boolean;
	/** A formula by its name, as it is known to the query; undefined if there is none. */
	formula(name: string): Translated | undefined;
	readonly formulas: Iterable<string>;
	/** Whether a note has such a property. */
	isProperty(name: string): boolean;
}

/** Throws a `BaseError` with a place in the expression where something is unknown. */
export function translateExpression(expression: Expression, surroundings: Surroundings): Translated {
	return new Translator(surroundings).translate(expression);
}

/** As a condition: true or false. */
export function translateCondition(expression: Expression, surroundings: Surroundings): syntax.Expression {
	return new Translator(surroundings).condition(expression);
}

/** `value`, `index` and `acc` within the expression that a list function takes. */
interface Lambda {
	readonly value: syntax.Expression;
	readonly index?: syntax.Expression;
	readonly acc?: syntax.Expression;
}

class Translator {
	readonly #surroundings: Surroundings;
	readonly #lambdas: Lambda[] = [];
	#variables = 0;

	constructor(surroundings: Surroundings) {
		this.#surroundings = surroundings;
	}

	translate(expression: Expression): Translated {
		const make = this.#at(expression.span.start);
		switch (expression.kind) {
			case "literal": {
				const { value } = expression;
				const node = make.literal(value);
				const type = typeof value;
				return type === "boolean" || type === "string" || type === "number"
					? { node, type, fails: false }
					: { node, fails: false };
			}
			case "regex":
				return this.#regex(expression.pattern, expression.flags, make, expression.span.start);
			case "list":
				return { node: this.#list(expression.items, make), fails: true };
			case "object": {
				const parts = expression.entries.flatMap(({ key, value }) => [make.literal(key), this.#node(value)]);
				return { node: make.call("object", ...parts), fails: true };
			}
			case "name":
				return this.#name(expression);
			case "member":
				return this.#member(expression);
			case "element":
				return this.#element(expression);
			case "call":
				return this.#call(expression.name, expression.arguments, expression.nameSpan.start);
			case "method":
				return this.#method(expression);
			case "unary": {
				const { operator, operand } = expression;
				if (operator === "!") return known(make.not(this.condition(operand)), "boolean");
				if (operator === "-" && operand.kind === "literal" && typeof operand.value === "number")
					return known(make.literal(-operand.value), "number");
				return { node: make.call(operator === "-" ? "negate" : "number", this.#node(operand)), fails: true };
			}
			case "operation":
				return this.#operation(expression);
		}
	}

	condition(expression: Expression): syntax.Expression {
		const { node, type, fails } = this.translate(expression);
		return type === "boolean" && !fails ? node : this.#at(expression.span.start).call("truthy", node);
	}

	#at(offset: number): Make {
		return new Make(this.#surroundings.place(offset));
	}

	#node(expression: Expression): syntax.Expression {
		return this.translate(expression).node;
	}

	/** A pattern that is none is told where it stands, not once for each file. */
	#regex(pattern: string, flags: string, make: Make, offset: number): Translated {
		try {
			new ScriptRegex(pattern, flags);
		} catch (error) {
			throw error instanceof QueryError ? new BaseError(error.message, offset) : error;
		}
		const given = [pattern, ...(flags === "" ? [] : [flags])].map((text) => make.literal(text));
		return { node: make.call("regexp", ...given), fails: false };
	}

	#list(items: readonly Expression[], make: Make): syntax.Expression {
		const nodes = items.map((item) => this.#node(item));
		// What may hold lists is weighed.
		return items.every(({ kind }) => kind === "literal") ? make.list(nodes) : make.call("items", ...nodes);
	}

	#name({ name, span }: Name): Translated {
		const make = this.#at(span.start);
		const local = this.#local(name);
		if (local !== undefined) return { node: local, fails: true };
		switch (name) {
			case "file":
				return known(this.#file(span.start), "file");
			case "note":
				return certain(make.property(this.#file(span.start), "properties"));
			case "this":
				return this.#self(make);
			case "formula":
				throw new BaseError("formula needs the name of a formula behind it: formula.name.", span.start);
		}
		if (!this.#surroundings.perFile && name === "values")
			return { node: make.parameter("values"), fails: true };
		return this.#noteProperty(name, span.start);
	}

	#local(name: string): syntax.Expression | undefined {
		const lambda = this.#lambdas.at(-1);
		if (lambda === undefined || (name !== "value" && name !== "index" && name !== "acc")) return undefined;
		const own = lambda[name];
		// `acc` of a reduce around a filter is seen in the filter.
		return own ?? (name === "acc" ? this.#lambdas.findLast(({ acc }) => acc !== undefined)?.acc : undefined);
	}

	#file(offset: number): syntax.Expression {
		if (!this.#surroundings.perFile)
			throw new BaseError("A summary sees the values of its column alone: values.", offset);
		return this.#at(offset).variable("file");
	}

	#self(make: Make): Translated {
		const { self } = this.#surroundings;
		return certain(self === undefined ? make.literal(null) : make.call("file", make.literal(self)));
	}

	#noteProperty(name: string, offset: number): Translated {
		const make = this.#at(offset);
		return certain(make.property(make.property(this.#file(offset), "properties"), name));
	}

	#member({ subject, name, nameSpan, span }: Member): Translated {
		return (
			this.#inNamespace(subject, name, nameSpan.start) ?? {
				node: this.#at(span.start).call("get", this.#node(subject), this.#at(nameSpan.start).literal(name)),
				fails: true,
			}
		);
	}

	/** `note["a b"]` is `note.a b`. */
	#element({ subject, index, span }: Element): Translated {
		const key = index.kind === "literal" && typeof index.value === "string" ? index.value : undefined;
		const named = key === undefined ? undefined : this.#inNamespace(subject, key, index.span.start);
		if (named !== undefined) return named;
		return { node: this.#at(span.start).call("get", this.#node(subject), this.#node(index)), fails: true };
	}

	#inNamespace(subject: Expression, name: string, offset: number): Translated | undefined {
		const space = this.#namespace(subject);
		const make = this.#at(offset);
		switch (space) {
			case "note":
				return this.#noteProperty(name, offset);
			case "file":
				return fileField(this.#file(offset), name, make, offset, true);
			case "formula":
				return this.#formula(name, offset);
			case "this":
				if (name === "file" || name === "note") {
					const self = this.#self(make);
					return name === "file" ? self : certain(make.property(self.node, "properties"));
				}
				return certain(make.property(make.property(this.#self(make).node, "properties"), name));
			case "this.file":
				return fileField(this.#self(make).node, name, make, offset, false);
			case "this.note":
				return certain(make.property(make.property(this.#self(make).node, "properties"), name));
			default:
				return undefined;
		}
	}

	#namespace(expression: Expression): string | undefined {
		if (expression.kind === "name" && this.#local(expression.name) === undefined) {
			const { name } = expression;
			return name === "note" || name === "file" || name === "formula" || name === "this" ? name : undefined;
		}
		if (expression.kind !== "member" || (expression.name !== "file" && expression.name !== "note"))
			return undefined;
		const outer = this.#namespace(expression.subject);
		if (outer === "this") return `this.${expression.name}`;
		return outer === "file" && expression.name === "file" ? "file" : undefined;
	}

	#formula(name: string, offset: number): Translated {
		const { formulas, perFile } = this.#surroundings;
		if (!perFile) throw new BaseError("A summary sees the values of its column alone: values.", offset);
		const formula = this.#surroundings.formula(name);
		if (formula !== undefined) return formula;
		const meant = nearestName(name, formulas);
		throw new BaseError(
			`There is no formula ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
			offset,
		);
	}

	#call(name: string, given: readonly Expression[], offset: number): Translated {
		const make = this.#at(offset);
		const arity = globalArity.get(name);
		if (arity === undefined)
			throw new BaseError(unknownFunction(name, globalArity, methodArity, false), offset);
		expectArity(name, given.length, arity, offset);
		if (name === "if") {
			const [condition, yes, no] = given;
			const result = this.translate(yes!);
			const other = no === undefined ? undefined : this.translate(no);
			const node = make.choice(this.condition(condition!), result.node, other?.node);
			const fails = result.fails || other?.fails === true;
			return other !== undefined && result.type === other.type && result.type !== undefined
				? { node, type: result.type, fails }
				: { node, fails };
		}
		const nodes = given.map((argument) => this.#node(argument));
		if (name === "file" || name === "link") return { node: this.#fromHere(name, nodes, make), fails: true };
		const total =
			name === "list" || name === "now" || name === "today" || name === "random" || name === "html";
		return { node: make.call(name, ...nodes), fails: !total || given.length > 0 };
	}

	/** Names are looked up from where the base stands. */
	#fromHere(name: "file" | "link", nodes: readonly syntax.Expression[], make: Make): syntax.Expression {
		const { self } = this.#surroundings;
		if (self === undefined) return make.call(name, ...nodes);
		const missing = name === "link" && nodes.length === 1 ? [make.literal(null)] : [];
		return make.call(name, ...nodes, ...missing, make.literal(self));
	}

	#method(call: MethodCall): Translated {
		const { name, nameSpan, subject, arguments: given, span } = call;
		const arity = methodArity.get(name);
		if (arity === undefined)
			throw new BaseError(unknownFunction(name, methodArity, globalArity, true), nameSpan.start);
		expectArity(name, given.length, arity, nameSpan.start);
		if (name === "filter" || name === "map") return this.#walk(name, subject, given[0]!, span.start);
		if (name === "reduce") return this.#reduce(subject, given, span.start);
		const self = this.translate(subject);
		const others = given.map((argument) => this.translate(argument));
		const node = this.#at(span.start).call(
			methodFunction(name).slice("base.".length),
			...[self, ...others].map((part) => part.node),
		);
		const fails = self.fails || others.some((part) => part.fails);
		if (ofEverything.has(name) || (self.type === "file" && ofFiles.has(name)))
			return { node, type: "boolean", fails };
		return { node, fails: true };
	}

	#walk(name: "filter" | "map", subject: Expression, body: Expression, offset: number): Translated {
		const make = this.#at(offset);
		const list = this.#node(subject);
		const indexed = usesIndex(body);
		const variable = this.#fresh(indexed ? "entry" : "value");
		const own = make.variable(variable);
		const value = indexed ? make.property(own, "value") : own;
		this.#lambdas.push({ value, ...(indexed && { index: make.property(own, "index") }) });
		const parts = name === "filter" ? { where: this.condition(body) } : { result: this.#node(body) };
		this.#lambdas.pop();
		const result = name === "filter" && indexed ? { ...parts, result: value } : parts;
		return {
			node: make.comprehension(variable, make.call(indexed ? "indexed" : "elements", list), result),
			fails: false,
		};
	}

	#reduce(subject: Expression, given: readonly Expression[], offset: number): Translated {
		const make = this.#at(offset);
		const list = this.#node(subject);
		const initial = given[1] === undefined ? make.literal(null) : this.#node(given[1]);
		const indexed = usesIndex(given[0]!);
		const variable = this.#fresh(indexed ? "entry" : "value");
		const accumulator = this.#fresh("acc");
		const own = make.variable(variable);
		this.#lambdas.push({
			value: indexed ? make.property(own, "value") : own,
			acc: make.variable(accumulator),
			...(indexed && { index: make.property(own, "index") }),
		});
		const step = this.#node(given[0]!);
		this.#lambdas.pop();
		const elements = make.call(indexed ? "indexed" : "elements", list);
		return { node: make.reduce(accumulator, initial, variable, elements, step), fails: true };
	}

	/** A name that no variable around it has. */
	#fresh(name: string): string {
		this.#variables++;
		return this.#lambdas.length === 0 ? name : `${name}${this.#variables}`;
	}

	#operation(expression: Operation): Translated {
		const { operator, operands, span } = expression;
		const make = this.#at(span.start);
		if (operator === "&&" || operator === "||") {
			const conditions = operands.map((operand) => this.condition(operand));
			return known(make.logical(operator === "&&" ? "and" : "or", conditions), "boolean");
		}
		const hyphenated = operator === "-" ? this.#hyphenated(expression) : undefined;
		if (hyphenated !== undefined) return this.#noteProperty(hyphenated, span.start);
		const parts = operands.map((operand) => this.translate(operand));
		const [first, second] = parts as [Translated, Translated];
		const fails = parts.some((part) => part.fails);
		if (operator === "==" || operator === "!=") {
			const plain = first.type !== undefined && first.type !== "file" && first.type === second.type && !fails;
			const node = plain
				? make.comparison(operator === "==" ? "=" : "<>", first.node, second.node)
				: make.call(operator === "==" ? "equals" : "differs", first.node, second.node);
			return { node, type: "boolean", fails };
		}
		const node = make.call(functionOf[operator], ...parts.map((part) => part.node));
		return comparing.has(operator) ? { node, type: "boolean", fails } : { node, fails: true };
	}

	/** `image-property` without blanks, where a note has such a property and none is called `image`. */
	#hyphenated(expression: Expression): string | undefined {
		const name = hyphenatedName(expression);
		if (name === undefined || !this.#surroundings.perFile) return undefined;
		const { isProperty } = this.#surroundings;
		return isProperty(name) && !isProperty(name.slice(0, name.indexOf("-"))) ? name : undefined;
	}
}

function known(node: syntax.Expression, type: NonNullable<Translated["type"]>): Translated {
	return { node, type, fails: false };
}

/** A value of the vault: it can be nothing, but no problem. */
function certain(node: syntax.Expression): Translated {
	return { node, fails: false };
}

const textFields = new Set(["name", "basename", "path", "folder", "ext"]);

/** @param there whether there is such a file for certain */
function fileField(
	file: syntax.Expression,
	name: string,
	make: Make,
	offset: number,
	there: boolean,
): Translated {
	if (!fileFields.includes(name)) {
		const meant = nearestName(name, fileFields);
		const hint = meant === undefined ? `It has ${fileFields.join(", ")}.` : `Did you mean file.${meant}?`;
		throw new BaseError(`A file has no property ${name}. ${hint}`, offset);
	}
	if (name === "file") return there ? known(file, "file") : certain(file);
	const node = make.property(file, name);
	if (!there) return certain(node);
	if (textFields.has(name)) return known(node, "string");
	return name === "size" ? known(node, "number") : certain(node);
}

/** True or false whatever they are asked of. */
const ofEverything = new Set(["isTruthy", "isType", "isEmpty"]);
/** True or false of files. */
const ofFiles = new Set(["hasLink", "hasTag", "hasProperty", "inFolder", "linksTo"]);

const functionOf = {
	"+": "add",
	"-": "subtract",
	"*": "multiply",
	"/": "divide",
	"%": "modulo",
	"<": "less",
	"<=": "lessOrEqual",
	">": "greater",
	">=": "greaterOrEqual",
} as const;
const comparing = new Set<string>(["<", "<=", ">", ">="]);

function hyphenatedName(expression: Expression): string | undefined {
	if (expression.kind === "name") return expression.name;
	if (expression.kind !== "operation" || expression.operator !== "-") return undefined;
	const [left, right] = expression.operands as [Expression, Expression];
	if (right.kind !== "name" || right.span.start !== left.span.end + 1) return undefined;
	const before = hyphenatedName(left);
	return before === undefined ? undefined : `${before}-${right.name}`;
}

/** Whether `index` is this list function's own, not that of one inside. */
function usesIndex(expression: Expression): boolean {
	switch (expression.kind) {
		case "name":
			return expression.name === "index";
		case "list":
			return expression.items.some(usesIndex);
		case "object":
			return expression.entries.some(({ value }) => usesIndex(value));
		case "member":
			return usesIndex(expression.subject);
		case "element":
			return usesIndex(expression.subject) || usesIndex(expression.index);
		case "call":
			return expression.arguments.some(usesIndex);
		case "method": {
			const { name, subject, arguments: given } = expression;
			const lambda = name === "filter" || name === "map" || name === "reduce";
			return usesIndex(subject) || (lambda ? given.slice(1) : given).some(usesIndex);
		}
		case "unary":
			return usesIndex(expression.operand);
		case "operation":
			return expression.operands.some(usesIndex);
		default:
			return false;
	}
}

function expectArity(name: string, count: number, { least, most }: Arity, offset: number): void {
	if (count >= least && count <= most) return;
	const many =
		most === Number.POSITIVE_INFINITY ? `at least ${least}` : least === most ? least : `${least} to ${most}`;
	const noun = many === 1 || (least === 1 && most === Number.POSITIVE_INFINITY) ? "argument" : "arguments";
	throw new BaseError(`${name}() takes ${many} ${noun}, not ${count}.`, offset);
}

function unknownFunction(
	name: string,
	known: ReadonlyMap<string, Arity>,
	others: ReadonlyMap<string, Arity>,
	isMethod: boolean,
): string {
	if (others.has(name)) {
		return isMethod
			? `${name}() does not stand behind a dot: ${name}(value).`
			: `${name}() stands behind the value that it is a function of: value.${name}().`;
	}
	const instead = formerly.get(name);
	if (instead !== undefined) return `There is no function ${name}() any more: ${instead}.`;
	const meant = nearestName(name, known.keys());
	return `There is no function ${name}().${meant === undefined ? "" : ` Did you mean ${meant}()?`}`;
}

/** Functions of the first bases, and what Obsidian has for them now. */
const formerly = new Map([
	["not", "write !value"],
	["empty", "write value.isEmpty()"],
	["notEmpty", "write !value.isEmpty()"],
	["concat", "write a + b"],
	["len", "write value.length"],
	["taggedWith", "write file.hasTag(tag)"],
	["containsNone", "write !list.containsAny(value)"],
	["dateModify", 'write date + "1d"'],
	["dateDiff", "write date - other"],
]);
