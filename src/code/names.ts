import type { CellName } from "../model/index.js";
import { childrenOf, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";
import { isAmbient } from "./unsupported.js";

/** The names of a program: who makes them, who uses them. All sorted by name. */
export interface Names {
	/** Of the top level, imports left out. */
	readonly defines: readonly CellName[];
	/** Used and not defined. */
	readonly uses: readonly CellName[];
	/** Among these, the ones that it sets: where it does so first. */
	readonly assigns: readonly CellName[];
	/** All names of the top level that are there when the program runs, imports among them. */
	readonly values: ReadonlySet<string>;
	/** Imported names that are used as values, or exported as such. */
	readonly asValues: ReadonlySet<string>;
	/** Names said in types. */
	readonly inTypes: ReadonlySet<string>;
	/** Types of the top level, sorted. */
	readonly declares: readonly string[];
}

/**
 * Which name means what, by the rules of JavaScript: `var` and functions rise to their function, everything else to
 * its block; parameters see each other, not the body; a class or a named function sees its own name. Types are
 * looked through.
 *
 * One walk notes names in the scope where they stand; they are looked up at its end, when all are declared. A list
 * takes the place of recursion, since programs nest as deep as their authors want.
 */
export function readNames({ body }: Program): Names {
	const module = new Scope(undefined, true);
	const walk = new Walk(module);
	for (const statement of body) walk.later(statement, module);
	walk.toEnd();
	return { ...walk.names(), declares: declaredTypes(body) };
}

/** Where names are declared: a function's body, its parameters, a block, a class. */
class Scope {
	readonly declared = new Map<string, number>();

	constructor(
		readonly parent: Scope | undefined,
		/** Whether `var` stops here. */
		readonly isBody: boolean,
	) {}

	declare(name: string, offset: number): void {
		const before = this.declared.get(name);
		if (before === undefined || offset < before) this.declared.set(name, offset);
	}

	/** The scope to which `var` rises. */
	get body(): Scope {
		let scope: Scope = this;
		while (!scope.isBody && scope.parent !== undefined) scope = scope.parent;
		return scope;
	}

	holder(name: string): Scope | undefined {
		let scope: Scope | undefined = this;
		while (scope !== undefined && !scope.declared.has(name)) scope = scope.parent;
		return scope;
	}
}

interface Mention {
	readonly name: string;
	readonly offset: number;
	readonly scope: Scope;
	readonly sets: boolean;
}

class Walk {
	readonly #todo: { readonly node: SyntaxNode; readonly scope: Scope }[] = [];
	readonly #mentions: Mention[] = [];
	readonly #imported = new Set<string>();
	readonly #inTypes = new Set<string>();

	constructor(readonly module: Scope) {}

	later(node: unknown, scope: Scope): void {
		if (isNode(node)) this.#todo.push({ node, scope });
	}

	toEnd(): void {
		for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) {
			this.#visit(next.node, next.scope);
		}
	}

	names(): Omit<Names, "declares"> {
		const uses = new Map<string, number>();
		const assigns = new Map<string, number>();
		const asValues = new Set<string>();
		for (const { name, offset, scope, sets } of this.#mentions) {
			const holder = scope.holder(name);
			if (holder === this.module && this.#imported.has(name)) asValues.add(name);
			if (holder !== undefined) continue;
			noteFirst(uses, name, offset);
			if (sets) noteFirst(assigns, name, offset);
		}
		const defines = new Map([...this.module.declared].filter(([name]) => !this.#imported.has(name)));
		return {
			defines: sorted(defines),
			uses: sorted(uses),
			assigns: sorted(assigns),
			values: new Set(this.module.declared.keys()),
			asValues,
			inTypes: this.#inTypes,
		};
	}

	#visit(node: SyntaxNode, scope: Scope): void {
		if (isAmbient(node)) {
			this.#visitTypes(node);
			return;
		}
		const visitor = visitors.get(node.type);
		if (visitor !== undefined) visitor(this, node, scope);
		else if (node.type.startsWith("TS")) this.#visitTypes(node);
		else this.children(node, scope);
	}

	children(node: SyntaxNode, scope: Scope): void {
		for (const child of childrenOf(node)) this.later(child, scope);
	}

	all(list: unknown, scope: Scope): void {
		for (const node of nodes(list)) this.later(node, scope);
	}

	mention(name: string, offset: number, scope: Scope, sets = false): void {
		this.#mentions.push({ name, offset, scope, sets });
	}

	imports(name: string, offset: number): void {
		this.module.declare(name, offset);
		this.#imported.add(name);
	}

	/** A type has no values in it; the names that it says may be imports, which are then imports of types. */
	#visitTypes(root: SyntaxNode): void {
		const stack = [root];
		for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
			if (node.type === "Identifier") this.#inTypes.add(String(node.name));
			stack.push(...childrenOf(node));
		}
	}

	/** What is bound by `const {a: [b], ...c} = …`: names in `into`; defaults and computed keys are looked at. */
	bind(pattern: unknown, into: Scope, scope: Scope): void {
		this.#pattern(pattern, scope, (name, offset) => into.declare(name, offset));
	}

	/** The same for `({a: [b.c], ...d} = …)`, which sets what there is. */
	assign(pattern: unknown, scope: Scope): void {
		this.#pattern(pattern, scope, (name, offset) => this.mention(name, offset, scope, true));
	}

	#pattern(root: unknown, scope: Scope, found: (name: string, offset: number) => void): void {
		const stack = [root];
		while (stack.length > 0) {
			const node = stack.pop();
			if (!isNode(node)) continue;
			switch (node.type) {
				case "Identifier":
					found(String(node.name), node.start);
					this.later(node.typeAnnotation, scope);
					break;
				case "ObjectPattern":
					stack.push(...nodes(node.properties));
					this.later(node.typeAnnotation, scope);
					break;
				case "ArrayPattern":
					stack.push(...nodes(node.elements));
					this.later(node.typeAnnotation, scope);
					break;
				case "ObjectProperty":
					if (node.computed === true) this.later(node.key, scope);
					stack.push(node.value);
					break;
				case "RestElement":
					stack.push(node.argument);
					this.later(node.typeAnnotation, scope);
					break;
				case "AssignmentPattern":
					stack.push(node.left);
					this.later(node.right, scope);
					break;
				case "TSAsExpression":
				case "TSSatisfiesExpression":
				case "TSNonNullExpression":
				case "ParenthesizedExpression":
					stack.push(node.expression);
					this.later(node.typeAnnotation, scope);
					break;
				default:
					this.later(node, scope);
			}
		}
	}
}

type Visitor = (walk: Walk, node: SyntaxNode, scope: Scope) => void;

const visitFunction: Visitor = (walk, node, scope) => {
	const own = node.id;
	const isDeclaration = node.type === "FunctionDeclaration";
	if (isDeclaration && isNode(own)) scope.declare(String(own.name), own.start);
	if (node.computed === true) walk.later(node.key, scope);
	let outer = scope;
	if (!isDeclaration && isNode(own)) {
		outer = new Scope(scope, false);
		outer.declare(String(own.name), own.start);
	}
	const params = new Scope(outer, true);
	if (node.type !== "ArrowFunctionExpression") params.declare("arguments", node.start);
	for (const param of nodes(node.params)) walk.bind(param, params, params);
	for (const part of [node.typeParameters, node.returnType, node.predicate]) walk.later(part, params);
	const body = new Scope(params, true);
	if (isNode(node.body) && node.body.type === "BlockStatement") walk.all(node.body.body, body);
	else walk.later(node.body, body);
};

const visitClass: Visitor = (walk, node, scope) => {
	const own = node.id;
	const inner = new Scope(scope, false);
	if (isNode(own)) {
		if (node.type === "ClassDeclaration") scope.declare(String(own.name), own.start);
		inner.declare(String(own.name), own.start);
	}
	walk.all(node.decorators, scope);
	walk.later(node.superClass, inner);
	for (const types of [node.typeParameters, node.superTypeParameters]) walk.later(types, inner);
	walk.all(node.implements, inner);
	walk.later(node.body, inner);
};

const visitField: Visitor = (walk, node, scope) => {
	if (node.computed === true) walk.later(node.key, scope);
	walk.later(node.typeAnnotation, scope);
	walk.later(node.value, new Scope(scope, true));
};

const visitLoop: Visitor = (walk, node, scope) => {
	const inner = new Scope(scope, false);
	if (isNode(node.left) && node.left.type !== "VariableDeclaration") walk.assign(node.left, inner);
	else walk.later(node.left, inner);
	for (const part of [node.init, node.test, node.update, node.right, node.body]) walk.later(part, inner);
};

const visitKeyed: Visitor = (walk, node, scope) => {
	if (node.computed === true) walk.later(node.key, scope);
	walk.later(node.value, scope);
};

const visitMember: Visitor = (walk, node, scope) => {
	walk.later(node.object, scope);
	if (node.computed === true) walk.later(node.property, scope);
};

const nothing: Visitor = () => {};

const visitors: ReadonlyMap<string, Visitor> = new Map<string, Visitor>([
	[
		"Identifier",
		(walk, node, scope) => {
			walk.mention(String(node.name), node.start, scope);
			walk.later(node.typeAnnotation, scope);
		},
	],
	[
		"VariableDeclaration",
		(walk, node, scope) => {
			const into = node.kind === "var" ? scope.body : scope;
			for (const { id, init } of nodes(node.declarations)) {
				walk.bind(id, into, scope);
				walk.later(init, scope);
			}
		},
	],
	["FunctionDeclaration", visitFunction],
	["FunctionExpression", visitFunction],
	["ArrowFunctionExpression", visitFunction],
	["ObjectMethod", visitFunction],
	["ClassMethod", visitFunction],
	["ClassPrivateMethod", visitFunction],
	["ClassDeclaration", visitClass],
	["ClassExpression", visitClass],
	["ClassProperty", visitField],
	["ClassPrivateProperty", visitField],
	["ClassAccessorProperty", visitField],
	["StaticBlock", (walk, node, scope) => walk.children(node, new Scope(scope, true))],
	["BlockStatement", (walk, node, scope) => walk.children(node, new Scope(scope, false))],
	[
		"SwitchStatement",
		(walk, node, scope) => {
			walk.later(node.discriminant, scope);
			walk.all(node.cases, new Scope(scope, false));
		},
	],
	["ForStatement", visitLoop],
	["ForInStatement", visitLoop],
	["ForOfStatement", visitLoop],
	[
		"CatchClause",
		(walk, node, scope) => {
			const inner = new Scope(scope, false);
			walk.bind(node.param, inner, inner);
			walk.later(node.body, inner);
		},
	],
	[
		"AssignmentExpression",
		(walk, node, scope) => {
			walk.assign(node.left, scope);
			walk.later(node.right, scope);
		},
	],
	["UpdateExpression", (walk, node, scope) => walk.assign(node.argument, scope)],
	["MemberExpression", visitMember],
	["OptionalMemberExpression", visitMember],
	["ObjectProperty", visitKeyed],
	["LabeledStatement", (walk, node, scope) => walk.later(node.body, scope)],
	["BreakStatement", nothing],
	["ContinueStatement", nothing],
	["MetaProperty", nothing],
	["PrivateName", nothing],
	[
		"ImportDeclaration",
		(walk, node) => {
			if (node.importKind === "type") return;
			for (const { importKind, local } of nodes(node.specifiers)) {
				if (importKind !== "type" && isNode(local)) walk.imports(String(local.name), local.start);
			}
		},
	],
	["ExportAllDeclaration", nothing],
	[
		"ExportNamedDeclaration",
		(walk, node, scope) => {
			walk.later(node.declaration, scope);
			if (isNode(node.source) || node.exportKind === "type") return;
			for (const { exportKind, local } of nodes(node.specifiers)) {
				if (exportKind !== "type") walk.later(local, scope);
			}
		},
	],
	// Types around values.
	...["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSInstantiationExpression"].map(
		(type): [string, Visitor] => [type, (walk, node, scope) => walk.children(node, scope)],
	),
]);

function declaredTypes(body: readonly SyntaxNode[]): string[] {
	const found = new Set<string>();
	for (const statement of body) {
		const node = isNode(statement.declaration) ? statement.declaration : statement;
		const isTypes = node.type === "TSInterfaceDeclaration" || node.type === "TSTypeAliasDeclaration";
		if (
			(isTypes || isAmbient(node)) &&
			isNode(node.id) &&
			node.id.type === "Identifier" &&
			node.global !== true
		) {
			found.add(String(node.id.name));
		}
	}
	return [...found].sort();
}

function noteFirst(places: Map<string, number>, name: string, offset: number): void {
	const before = places.get(name);
	if (before === undefined || offset < before) places.set(name, offset);
}

function sorted(places: ReadonlyMap<string, number>): CellName[] {
	return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, offset]) => ({ name, offset }));
}
