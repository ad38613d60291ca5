import { Blanks } from "./blanks.js";
import { isTypeSpecifier } from "./exports.js";
import type { Names } from "./names.js";
import { childrenOf, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";
import { isAmbient } from "./unsupported.js";

/**
 * The program without its types: blanks in their place, so that every character that is left stands where it stood.
 *
 *     const x: number = y as any;
 *     const x         = y       ;
 *
 * A blank is not always nothing. Where a type that ended a statement is gone, the next line might go on with it, so
 * a semicolon takes the type's first place; and where a line's end within a type comes to stand between `)` and `=>`
 * or behind `return`, the bracket moves to the other side of it.
 */
export function blankTypes(program: Program, names: Names): string {
	const blanks = new Blanks(program);
	if (program.code.startsWith("#!")) blanks.blank(0, program.code.search(/[\n\r\u2028\u2029]|$/));
	blankList(blanks, program.body);
	const stack = [...program.body];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (isErased(node)) continue;
		if (isType(node)) blanks.blank(node.start, node.end);
		else {
			blankOwn.get(node.type)?.(blanks, node, names);
			blankBodies(blanks, node);
			stack.push(...childrenOf(node));
		}
	}
	return blanks.text();
}

/** Nodes that TypeScript puts around values; all others of its own are types. */
const aroundValues = new Set([
	...["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSInstantiationExpression"],
]);

function isType({ type }: SyntaxNode): boolean {
	return type.startsWith("TS") && !aroundValues.has(type);
}

const erasedStatements = new Set(["TSInterfaceDeclaration", "TSTypeAliasDeclaration", "TSDeclareFunction"]);
const exportsOf = new Set(["ExportNamedDeclaration", "ExportDefaultDeclaration", "ExportAllDeclaration"]);

/** A statement of which nothing is left. */
function isErased(node: SyntaxNode): boolean {
	if (erasedStatements.has(node.type)) return true;
	if (node.type === "ImportDeclaration") return node.importKind === "type";
	if (!exportsOf.has(node.type)) return node.type !== "ClassProperty" && isAmbient(node);
	return node.exportKind === "type" || (isNode(node.declaration) && isErased(node.declaration));
}

function isErasedMember(node: SyntaxNode): boolean {
	if (node.type === "TSDeclareMethod" || node.type === "TSIndexSignature") return true;
	return node.type === "ClassProperty" && (node.declare === true || node.abstract === true);
}

/** Lists of statements, and statements that stand alone behind `if (…)`, `else`, `for (…)`, a label. */
function blankBodies(blanks: Blanks, node: SyntaxNode): void {
	for (const part of [node.body, node.consequent, node.alternate]) {
		if (Array.isArray(part)) {
			if (node.type !== "ClassBody") blankList(blanks, nodes(part));
		} else if (isNode(part) && node.type.endsWith("Statement")) {
			if (isErased(part)) blanks.blank(part.start, part.end, ";");
			else blanks.endStatement(part);
		}
	}
}

function blankList(blanks: Blanks, statements: readonly SyntaxNode[]): void {
	for (const [index, statement] of statements.entries()) {
		if (!isErased(statement)) blanks.endStatement(statement);
		else if (index === 0) blanks.blank(statement.start, statement.end);
		else blanks.blankAfterOther(statement.start, statement.end);
	}
}

type Blanker = (blanks: Blanks, node: SyntaxNode, names: Names) => void;

const blankAs: Blanker = (blanks, node) => {
	const { end } = node.expression as SyntaxNode;
	const word = blanks.tokenFrom(end, (text) => text === "as" || text === "satisfies");
	blanks.blankEnding(word.start, node.end);
};

const blankFunction: Blanker = (blanks, node) => {
	const first = nodes(node.params)[0];
	if (first?.type !== "Identifier" || first.name !== "this") return;
	const next = blanks.tokenFrom(first.end);
	blanks.blank(first.start, blanks.textOf(next) === "," ? next.end : first.end);
};

/**
 *     async <        →  async (        (x):     →  (x
 *       T>(x) => x              x) => x    T => x      ) => x
 */
const blankArrow: Blanker = (blanks, node) => {
	const { typeParameters, returnType } = node;
	if (isNode(typeParameters)) {
		const open = blanks.tokenFrom(typeParameters.end);
		if (blanks.hasLineEnd(typeParameters.start, open.start)) {
			blanks.blank(typeParameters.start, open.end, "(");
		}
	}
	if (isNode(returnType)) {
		const close = blanks.tokenBefore(returnType.start);
		if (blanks.hasLineEnd(close.end, returnType.end)) {
			blanks.blank(close.start, close.end);
			blanks.put(returnType.end - 1, ")");
		}
	}
};

const blankClass: Blanker = (blanks, node) => {
	if (node.abstract === true) {
		const word = blanks.tokenFrom(node.start, (text) => text === "abstract");
		blanks.blank(word.start, word.end);
	}
	const [first] = nodes(node.implements);
	const last = nodes(node.implements).at(-1);
	if (first !== undefined && last !== undefined)
		blanks.blank(blanks.tokenBefore(first.start).start, last.end);
};

const blankMembers: Blanker = (blanks, node) => {
	for (const [index, member] of nodes(node.body).entries()) {
		if (isErasedMember(member)) {
			if (index === 0) blanks.blank(member.start, member.end);
			else blanks.blankAfterOther(member.start, member.end);
		} else {
			blankModifiers(blanks, member, index === 0);
			blankMarks(blanks, member);
			blanks.endStatement(member);
		}
	}
};

const modifiers = new Set(["public", "private", "protected", "readonly", "override"]);

function blankModifiers(blanks: Blanks, member: SyntaxNode, isFirst: boolean): void {
	const { key } = member;
	if (!isNode(key)) return;
	for (const token of blanks.tokensBetween(member.start, key.start)) {
		if (!modifiers.has(blanks.textOf(token))) continue;
		if (token.start === member.start && !isFirst) blanks.blankAfterOther(token.start, token.end);
		else blanks.blank(token.start, token.end);
	}
}

const wordsBeforeNames = new Set(["get", "set", "static", "async", "accessor"]);

/** `x?`, `x!`, and for a field that is called `get` a semicolon, lest it become the getter of the next. */
function blankMarks(blanks: Blanks, member: SyntaxNode): void {
	const { key, typeAnnotation } = member;
	if (!isNode(key)) return;
	const isMarked = member.optional === true || member.definite === true;
	if (!isMarked && !isNode(typeAnnotation)) return;
	const mark = blanks.tokenFrom(
		key.end,
		(text) => text === "?" || text === "!" || text === ":" || text === "<",
	);
	if (isMarked) blanks.blank(mark.start, mark.end);
	const isField = member.type === "ClassProperty" && !isNode(member.value);
	if (isField && member.computed !== true && wordsBeforeNames.has(String(key.name)))
		blanks.put(mark.start, ";");
}

const blankSpecifiers: Blanker = (blanks, node, names) => {
	for (const specifier of nodes(node.specifiers)) {
		const isImport = node.type === "ImportDeclaration";
		if (isImport ? specifier.importKind !== "type" : !isTypeSpecifier(specifier, node, names)) continue;
		const next = blanks.tokenFrom(specifier.end);
		blanks.blank(specifier.start, blanks.textOf(next) === "," ? next.end : specifier.end);
	}
};

/** What goes besides the types below a node. */
const blankOwn: ReadonlyMap<string, Blanker> = new Map<string, Blanker>([
	["TSAsExpression", blankAs],
	["TSSatisfiesExpression", blankAs],
	["TSNonNullExpression", (blanks, node) => blanks.blank(node.end - 1, node.end)],
	[
		"TSInstantiationExpression",
		(blanks, node) => {
			const types = node.typeParameters;
			if (isNode(types)) blanks.blankEnding(types.start, types.end);
		},
	],
	[
		"Identifier",
		(blanks, node) => {
			if (node.optional !== true) return;
			const mark = blanks.tokenFrom(node.start, (text) => text === "?");
			blanks.blank(mark.start, mark.end);
		},
	],
	[
		"VariableDeclarator",
		(blanks, node) => {
			const type = (node.id as SyntaxNode).typeAnnotation;
			if (node.definite !== true || !isNode(type)) return;
			const mark = blanks.tokenBefore(type.start);
			blanks.blank(mark.start, mark.end);
		},
	],
	["FunctionDeclaration", blankFunction],
	["FunctionExpression", blankFunction],
	["ObjectMethod", blankFunction],
	["ClassMethod", blankFunction],
	["ClassPrivateMethod", blankFunction],
	["ArrowFunctionExpression", blankArrow],
	["ClassDeclaration", blankClass],
	["ClassExpression", blankClass],
	["ClassBody", blankMembers],
	["ImportDeclaration", blankSpecifiers],
	["ExportNamedDeclaration", blankSpecifiers],
]);
