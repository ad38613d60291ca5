import { childrenOf, Flaw, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";

/**
 * Cells are TypeScript whose types can be taken away and JavaScript is left. What would have to be translated is
 * refused where it stands, as is what only some of the engines know.
 */
export function refuseUnsupported({ body }: Program): void {
	let first: Flaw | undefined;
	const stack = [...body];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (isAmbient(node)) continue;
		const reason = refusal(node);
		if (reason !== undefined && !(first && first.offset <= node.start)) first = new Flaw(reason, node.start);
		stack.push(...childrenOf(node));
	}
	if (first !== undefined) throw first;
}

/** `declare …`, or a namespace of types: nothing of it is left when the program runs. */
export function isAmbient(node: SyntaxNode): boolean {
	return node.declare === true || (node.type === "TSModuleDeclaration" && holdsTypesOnly(node));
}

const erased = new Set(["TSInterfaceDeclaration", "TSTypeAliasDeclaration", "EmptyStatement"]);

function holdsTypesOnly(namespace: SyntaxNode): boolean {
	const block = namespace.body;
	if (!isNode(block)) return true;
	if (block.type === "TSModuleDeclaration") return holdsTypesOnly(block);
	return nodes(block.body).every((statement) => {
		const inner = isNode(statement.declaration) ? statement.declaration : statement;
		return erased.has(inner.type) || isAmbient(inner);
	});
}

function refusal(node: SyntaxNode): string | undefined {
	// `export abstract`, then a line's end: Babel takes the word for an expression.
	if (node.type === "ExportNamedDeclaration" && isNode(node.declaration)) {
		if (node.declaration.type === "ExpressionStatement") return "Only declarations can be exported.";
	}
	if (node.type === "VariableDeclaration") {
		return node.kind === "using" || node.kind === "await using"
			? `${quoted(String(node.kind))} is not known to all engines that run cells.`
			: undefined;
	}
	return refused.get(node.type);
}

function quoted(text: string): string {
	return `“${text}”`;
}

const typesOnly = "In cells, TypeScript is only types:";

const refused: ReadonlyMap<string, string> = new Map([
	["TSEnumDeclaration", `${typesOnly} instead of an enum, write an object “as const”.`],
	["TSModuleDeclaration", `${typesOnly} a namespace that holds values is not; notes are the modules.`],
	["TSParameterProperty", `${typesOnly} declare the field in the class and set it in the constructor.`],
	["TSImportEqualsDeclaration", `${typesOnly} write “import … from”.`],
	["TSExportAssignment", `${typesOnly} write “export default”.`],
	["TSNamespaceExportDeclaration", `${typesOnly} “export as namespace” has no meaning in a cell.`],
	["TSTypeAssertion", `${typesOnly} write “x as T” instead of “<T>x”.`],
	["Decorator", "Decorators are not known to the engines that run cells."],
	["ClassAccessorProperty", "“accessor” is not known to the engines that run cells."],
]);
