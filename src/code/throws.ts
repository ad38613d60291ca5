import type { CellThrow } from "../model/index.js";
import { childrenOf, isNode, nodes, type Program, type SyntaxNode } from "./syntax.js";

/** Whoever throws in more places than this is not told in which. */
const most = 200;

/**
 * Where something is thrown, or a promise rejected, in the order of the text. Engines say where an error was made; of a
 * thrown text or object nobody knows, and then it can only be one of these.
 */
export function readThrows({ code, body }: Program): readonly CellThrow[] {
	if (!/throw|reject/.test(code)) return [];
	const found: CellThrow[] = [];
	const stack = [...body];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		const thrown = thrownBy(node);
		if (thrown !== undefined) found.push(siteOf(thrown));
		stack.push(...childrenOf(node));
	}
	return found.sort((a, b) => a.offset - b.offset).slice(0, most);
}

/** The expression of `throw …`, `reject(…)` or `Promise.reject(…)`. */
function thrownBy(node: SyntaxNode): SyntaxNode | undefined {
	if (node.type === "ThrowStatement") return isNode(node.argument) ? node.argument : undefined;
	if (node.type !== "CallExpression" || !isNode(node.callee)) return undefined;
	const { callee } = node;
	const named = callee.type === "MemberExpression" && isNode(callee.property) ? callee.property : callee;
	return named.type === "Identifier" && named.name === "reject" ? nodes(node.arguments)[0] : undefined;
}

function siteOf(thrown: SyntaxNode): CellThrow {
	const parts = textParts(thrown);
	return {
		offset: thrown.start,
		...(thrown.type === "NewExpression" && { made: true }),
		...(parts !== undefined && { parts }),
	};
}

/** What is known of the text that it is: what stands before, between and behind its values. */
function textParts(node: SyntaxNode): readonly string[] | undefined {
	if (node.type === "StringLiteral" || node.type === "NumericLiteral") return [String(node.value)];
	if (node.type === "TemplateLiteral")
		return nodes(node.quasis).map(({ value }) => String((value as { cooked?: unknown })?.cooked ?? ""));
	if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
	let first: SyntaxNode = node;
	while (first.type === "BinaryExpression" && isNode(first.left)) first = first.left;
	return first.type === "StringLiteral" ? [String(first.value), ""] : undefined;
}
