import type { Node } from "mdast";
import type { CompileContext, Extension, Handle, Token } from "mdast-util-from-markdown";
import "./types.js";

/** `%%` in the tree, until comments are paired. */
export interface CommentMarker extends Node {
	type: "commentMarker";
}

declare module "mdast" {
	interface PhrasingContentMap {
		commentMarker: CommentMarker;
	}
	interface RootContentMap {
		commentMarker: CommentMarker;
	}
}

/** Builds the nodes of our constructs. What a link says is read later, from the source under its position. */
export function fromMarkdown(): Extension {
	return {
		canContainEols: ["highlight", "inlineFootnote"],
		enter: {
			embed(token) {
				this.enter({ type: "embed", data: { link: -1 } }, token);
			},
			noteTag: enterTag,
			commentMarker(token) {
				this.enter({ type: "commentMarker" }, token);
			},
			highlight(token) {
				this.enter({ type: "highlight", children: [] }, token);
			},
			inlineFootnote(token) {
				this.enter({ type: "inlineFootnote", children: [] }, token);
			},
			inlineMath(token) {
				this.enter({ type: "inlineMath", value: "" }, token);
				this.buffer();
			},
			mathBlock(token) {
				this.enter({ type: "math", value: "" }, token);
				this.buffer();
			},
			inlineMathData: enterData,
			mathBlockData: enterData,
		},
		exit: {
			embed: exit,
			noteTag(token) {
				if (isTag(this, token)) exit.call(this, token);
				else exitData.call(this, token);
			},
			commentMarker: exit,
			highlight: exit,
			inlineFootnote: exit,
			inlineMath(token) {
				const node = this.stack.at(-2);
				if (node?.type === "inlineMath" && this.sliceSerialize(token).startsWith("$$")) node.display = true;
				exitMath.call(this, token);
			},
			mathBlock: exitMath,
			inlineMathData: exitData,
			mathBlockData: exitData,
		},
	};
}

const enterTag: Handle = function enterTag(token) {
	if (!isTag(this, token)) return enterData.call(this, token);
	this.enter({ type: "tag", value: this.sliceSerialize(token).slice(1), data: { tag: -1 } }, token);
};

/** Whether the token before it turned out to be markup and not text; and no image's label is around it. */
function isTag(context: CompileContext, token: Token): boolean {
	if (context.stack.some((node) => node.type === "image")) return false;
	const before = token._boundary;
	return !(before?.type === "data" && before.end.offset === token.start.offset && !before._balanced);
}

const exitMath: Handle = function exitMath(token) {
	const value = this.resume();
	const node = this.stack.at(-1) as { value: string; data?: object };
	node.value = value.trim();
	if (token._unclosed) node.data = { unclosed: true };
	this.exit(token);
};

const enterData: Handle = function enterData(token) {
	this.config.enter.data!.call(this, token);
};

const exitData: Handle = function exitData(token) {
	this.config.exit.data!.call(this, token);
};

const exit: Handle = function exit(token) {
	this.exit(token);
};
