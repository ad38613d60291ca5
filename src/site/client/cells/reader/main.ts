/** What reads a program that was edited, and finds what it needs; loaded with the editor. */
import { readFacts } from "../../../../code/read/index.js";
import { linkCells } from "./link-cells.js";

export interface ReaderScript {
	/** What is wrong with a program; undefined if it can be read. */
	flawIn(code: string): { readonly message: string; readonly offset: number } | undefined;
	readonly linkCells: typeof linkCells;
}

const reader: ReaderScript = { flawIn: (code) => readFacts({ language: "ts", code }).error, linkCells };
Object.assign(document.currentScript ?? {}, { reader });
