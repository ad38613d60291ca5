import { nameOf } from "./imports.js";
import { siblingExport, valueExport } from "./module.js";
import type { Names } from "./names.js";
import { Flaw, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";
import { isAmbient } from "./unsupported.js";

/** What other notes can import, sorted: values, and names of which nothing is left when the program runs. */
export function readExports({ body }: Program, names: Names): { exports: string[]; types: string[] } {
	const values = new Map<string, number>();
	const types = new Set<string>();
	for (const statement of body) {
		for (const { name, offset, isType } of exportedBy(statement, names)) {
			if (isReserved(name)) throw new Flaw(`“${name}” is a name that cells keep for each other.`, offset);
			if (isType) types.add(name);
			else if (values.has(name)) throw new Flaw(`“${name}” is exported twice.`, offset);
			else values.set(name, offset);
		}
	}
	return { exports: [...values.keys()].sort(), types: [...types].sort() };
}

/** See `siblingExport`. Nobody says such a name by accident. */
function isReserved(name: string): boolean {
	return name === valueExport || name.startsWith(siblingExport(""));
}

interface Exported {
	readonly name: string;
	readonly offset: number;
	readonly isType: boolean;
}

function exportedBy(node: SyntaxNode, names: Names): Exported[] {
	switch (node.type) {
		case "ExportNamedDeclaration":
			return [...declaredBy(node.declaration), ...specified(node, names)];
		case "ExportDefaultDeclaration": {
			const declaration = node.declaration;
			const overload = isNode(declaration) && declaration.type === "TSDeclareFunction";
			const isType = isNode(declaration) && declaration.type === "TSInterfaceDeclaration";
			return overload ? [] : [{ name: "default", offset: node.start, isType }];
		}
		default:
			return [];
	}
}

function declaredBy(node: unknown): Exported[] {
	if (!isNode(node) || (node.type === "TSDeclareFunction" && node.declare !== true)) return [];
	const isType = isAmbient(node) || node.type.startsWith("TS");
	const declared = node.type === "VariableDeclaration" ? nodes(node.declarations) : [node];
	return declared.flatMap(({ id }) => boundNames(id)).map((name) => ({ ...name, isType }));
}

/** The names in a pattern like `{ a, b: [c = 1], ...d }`. */
function boundNames(pattern: unknown): { name: string; offset: number }[] {
	const found: { name: string; offset: number }[] = [];
	const stack = [pattern];
	while (stack.length > 0) {
		const node = stack.pop();
		if (!isNode(node)) continue;
		if (node.type === "Identifier") found.push({ name: String(node.name), offset: node.start });
		else stack.push(...nodes(node.properties), ...nodes(node.elements), node.value, node.argument, node.left);
	}
	return found;
}

function specified(node: SyntaxNode, names: Names): Exported[] {
	return nodes(node.specifiers).map((specifier) => ({
		name: nameOf(specifier.exported),
		offset: specifier.start,
		isType: node.exportKind === "type" || isTypeSpecifier(specifier, node, names),
	}));
}

/** `export { type A }`, and `export { A }` of a name that only a type or an `import type` gives. */
export function isTypeSpecifier(specifier: SyntaxNode, statement: SyntaxNode, names: Names): boolean {
	if (specifier.exportKind === "type") return true;
	return !isNode(statement.source) && !names.values.has(nameOf(specifier.local));
}
