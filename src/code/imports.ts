import type { CellImport } from "../model/index.js";
import type { Names } from "./names.js";
import { childrenOf, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";

/** What a program takes from elsewhere, in the order of the text. What a computed `import()` takes, nobody can know. */
export function readImports(program: Program, names: Names): CellImport[] {
	const found: CellImport[] = [];
	for (const statement of program.body) {
		const imported = fromStatement(statement, names);
		if (imported !== undefined) found.push(imported);
	}
	found.push(...dynamicImports(program));
	return found.sort((a, b) => a.span.start - b.span.start);
}

type ImportName = CellImport["names"][number];

function fromStatement(node: SyntaxNode, names: Names): CellImport | undefined {
	const { source } = node;
	if (!isNode(source)) return undefined;
	const again = node.type !== "ImportDeclaration";
	const wholeIsType = node.importKind === "type" || node.exportKind === "type";
	const list = again ? reexportedNames(node) : importedNames(node, names);
	const typeOnly = wholeIsType || (list.length > 0 && list.every(({ type }) => type));
	return {
		kind: importKind(String(source.value), nodes(node.attributes).length > 0),
		specifier: String(source.value),
		span: { start: node.start, end: node.end },
		at: { start: source.start, end: source.end },
		names: wholeIsType ? list.map((name) => ({ ...name, type: true as const })) : list,
		...(again ? { again: true as const } : {}),
		...(typeOnly ? { typeOnly: true as const } : {}),
	};
}

function importedNames(node: SyntaxNode, names: Names): ImportName[] {
	return nodes(node.specifiers).map((specifier) => {
		const local = nameOf(specifier.local);
		const isType = specifier.importKind === "type" || isSaidInTypesOnly(local, names);
		return { imported: importedName(specifier), local, ...(isType ? { type: true as const } : {}) };
	});
}

function importedName(specifier: SyntaxNode): string {
	if (specifier.type === "ImportNamespaceSpecifier") return "*";
	return specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier.imported);
}

function reexportedNames(node: SyntaxNode): ImportName[] {
	if (node.type === "ExportAllDeclaration") return [{ imported: "*", local: "*" }];
	return nodes(node.specifiers).map((specifier) => {
		const isType = specifier.exportKind === "type";
		const imported = specifier.type === "ExportNamespaceSpecifier" ? "*" : nameOf(specifier.local);
		return { imported, local: nameOf(specifier.exported), ...(isType ? { type: true as const } : {}) };
	});
}

/** As TypeScript does: an imported name that only types mention is a type, with the word `type` or without. */
function isSaidInTypesOnly(local: string, names: Names): boolean {
	return names.inTypes.has(local) && !names.asValues.has(local);
}

/** Of an identifier, or of a name written as text: `import { "a b" as c }`. */
export function nameOf(node: unknown): string {
	if (!isNode(node)) return "";
	return String(node.type === "StringLiteral" ? node.value : node.name);
}

function dynamicImports({ body, code }: Program): CellImport[] {
	const found: CellImport[] = [];
	const stack = [...body];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		const called = dynamicImport(node, code);
		if (called !== undefined) found.push(called);
		stack.push(...childrenOf(node));
	}
	return found;
}

function dynamicImport(node: SyntaxNode, code: string): CellImport | undefined {
	if (node.type !== "CallExpression" || !isNode(node.callee) || node.callee.type !== "Import")
		return undefined;
	const [source, options] = nodes(node.arguments);
	const { start, end } = source ?? node;
	const specifier = source === undefined ? undefined : literalText(source);
	return {
		kind: specifier === undefined ? "forbidden" : importKind(specifier, options !== undefined),
		specifier: specifier ?? code.slice(start, Math.min(end, start + longestShown)),
		span: { start: node.start, end: node.end },
		at: { start, end },
		names: [{ imported: "*", local: "*" }],
		dynamic: true,
		...(specifier === undefined ? { computed: true as const } : {}),
	};
}

/** Characters of an expression, which may be most of the program: enough to tell which one it is. */
const longestShown = 200;

function literalText(node: SyntaxNode): string | undefined {
	if (node.type === "StringLiteral") return String(node.value);
	if (node.type !== "TemplateLiteral" || nodes(node.expressions).length > 0) return undefined;
	const value = nodes(node.quasis)[0]?.value as { readonly cooked?: string } | undefined;
	return value?.cooked;
}

/** A package's name, with what lies in it: `three`, `@scope/name/file.js`. */
const bareName = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*(\/[^\s\\]*)?$/i;

/** Paths, addresses of any scheme, and attributes (by which engines read local files as data) are never let in. */
function importKind(specifier: string, hasAttributes: boolean): CellImport["kind"] {
	if (hasAttributes) return "forbidden";
	if (/^\[\[[^\]]*\]\]$/.test(specifier)) return "note";
	if (specifier === "notapse") return "library";
	return bareName.test(specifier) ? "package" : "forbidden";
}
