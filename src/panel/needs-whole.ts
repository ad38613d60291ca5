import { elsewhere, type syntax } from "../query/index.js";

/** What only the whole graph has: parts of notes, and how they are joined to them and to each other. */
export const partLabels: readonly string[] = ["Heading", "Cell"];
const partTypes = ["HEADING", "CELL", "IMPORTS"];

/** What is written about links: the outline has none of it. */
const linkKeys = new Set(["line", "display", "heading", "block", "names"]);
/** Functions that tell of all that something has, or by which number it goes. */
const tellingAll = new Set(["keys", "properties", "id", "elementid"]);

/**
 * Whether a query may come by what the outline leaves out. When in doubt it does: then the whole graph is loaded, and the
 * answer is the same. Throws as `prepare` where the query cannot be read.
 *
 * @param left keys of properties that the outline has not
 */
export function needsWhole(query: string, left: ReadonlySet<string> = new Set()): boolean {
	const open: syntax.AnyNode[] = [elsewhere.parseQuery(query)];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (comesByMore(node) || asksFor(node, left)) return true;
		open.push(...elsewhere.childrenOf(node));
	}
	return false;
}

function asksFor(node: syntax.AnyNode, left: ReadonlySet<string>): boolean {
	if (node.kind === "property") return left.has(node.key);
	return node.kind === "map" && node.entries.some(({ key }) => left.has(key));
}

function comesByMore(node: syntax.AnyNode): boolean {
	switch (node.kind) {
		case "property":
			return linkKeys.has(node.key);
		case "index":
		case "map-projection":
		case "repeated-path":
			return true;
		case "call-function":
			return tellingAll.has(node.name.toLowerCase());
		case "call":
			return !node.procedure.toLowerCase().startsWith("gnn.");
		case "relationship-pattern":
			return (
				node.properties !== undefined ||
				node.length?.min === 0 ||
				partTypes.some((type) => mayBe(node.type, type))
			);
		case "path-pattern": {
			// Where a relationship leads to a node, that one has been looked at.
			const [only, ...others] = node.elements;
			if (others.length > 0 || only?.kind !== "node-pattern") return false;
			return partLabels.some((label) => mayBe(only.label, label));
		}
		default:
			return false;
	}
}

function mayBe(expression: syntax.LabelExpression | undefined, name: string): boolean {
	return expression === undefined || elsewhere.matchesLabels(expression, [name]);
}
