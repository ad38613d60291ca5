import type { Nodes, Parents, RootContent, Text } from "mdast";
import type { Comment, Span } from "../model/index.js";

/** Which of a note's `%%` open and close comments; the others are text. */
export interface Pairing {
	readonly opens: Set<Nodes>;
	readonly closes: Set<Nodes>;
	/** Containers whose end ends a comment that nothing closes. */
	readonly ends: Set<Nodes>;
	readonly spans: Span[];
	readonly unclosed: Span[];
}

/** Puts what stands between the paired marks into `comment` nodes, on as many levels as it takes. */
export function wrapComments(tree: Parents, pairing: Pairing): void {
	new Rebuilding(pairing, ancestorsOf(tree, pairing)).rebuild(tree);
}

/** The nodes that have a paired marker somewhere below them; all others stay or move as a whole. */
function ancestorsOf(tree: Parents, { opens, closes }: Pairing): Set<Nodes> {
	const found = new Set<Nodes>();
	visit(tree);
	return found;

	function visit(parent: Parents): boolean {
		let holds = false;
		for (const child of parent.children) {
			if (opens.has(child) || closes.has(child)) holds = true;
			else if ("children" in child && visit(child)) holds = true;
		}
		if (holds) found.add(parent);
		return holds;
	}
}

class Rebuilding {
	readonly #pairing: Pairing;
	readonly #ancestors: ReadonlySet<Nodes>;
	#inside = false;

	constructor(pairing: Pairing, ancestors: ReadonlySet<Nodes>) {
		this.#pairing = pairing;
		this.#ancestors = ancestors;
	}

	rebuild(parent: Parents): void {
		const result: RootContent[] = [];
		let group: RootContent[] | undefined = this.#inside ? [] : undefined;
		const flush = () => {
			if (group && group.length > 0) result.push(commentOf(group));
			group = this.#inside ? [] : undefined;
		};
		for (const child of parent.children) {
			if (child.type === "commentMarker") {
				if (this.#pairing.opens.has(child)) this.#inside = true;
				else if (this.#pairing.closes.has(child)) this.#inside = false;
				else {
					(group ?? result).push(literal(child));
					continue;
				}
				flush();
			} else if (this.#ancestors.has(child)) {
				flush();
				this.rebuild(child as Parents);
				flush();
				if (!hidesAll(child as Parents)) result.push(child);
				else if ((child as Parents).children.length > 0) result.push(commentOf([child]));
			} else {
				if ("children" in child && this.#holdsMarkers(child)) this.rebuildLiterals(child);
				(group ?? result).push(child);
			}
		}
		if (this.#pairing.ends.has(parent)) this.#inside = false;
		flush();
		(parent as { children: RootContent[] }).children = result;
	}

	#holdsMarkers(node: Parents): boolean {
		return node.children.some(
			(child) => child.type === "commentMarker" || ("children" in child && this.#holdsMarkers(child)),
		);
	}

	/** Markers without a partner are text again. */
	rebuildLiterals(parent: Parents): void {
		const children = parent.children as RootContent[];
		for (let index = 0; index < children.length; index++) {
			const child = children[index]!;
			if (child.type === "commentMarker") children[index] = literal(child);
			else if ("children" in child) this.rebuildLiterals(child);
		}
	}
}

function commentOf(children: RootContent[]): Comment {
	return {
		type: "comment",
		children,
		position: { start: children[0]!.position!.start, end: children.at(-1)!.position!.end },
	};
}

function literal(marker: Nodes): Text {
	return { type: "text", value: "%%", position: marker.position! };
}

/** A block of text of which nothing is left to show. */
function hidesAll(node: Parents): boolean {
	return (
		(node.type === "paragraph" || node.type === "heading") &&
		node.children.every(
			(child) => child.type === "comment" || (child.type === "text" && child.value.trim() === ""),
		)
	);
}
