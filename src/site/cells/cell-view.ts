import type { CellOptions, CellRecord, CellResult, SitePath, VaultPath } from "../../model/index.js";

/** One cell as a page shows it. Plain data, and all that the page depends on but addresses. */
export interface CellView {
	/** Among the note's cells. */
	readonly index: number;
	/** The id that its element has on the note's page. */
	readonly anchor: string;
	/** The module beside the note; absent for a fence. */
	readonly sidecar?: VaultPath;
	readonly code: string;
	/** The lines that say its options are not shown: so many characters. */
	readonly hidden: number;
	readonly options: Pick<CellOptions, "echo" | "output" | "page" | "expectError" | "caption">;
	/** Specifiers in the program, without their quotes, that name a published note. */
	readonly imports: readonly { readonly start: number; readonly end: number; readonly to: CellTarget }[];
	/** `broken`: it can never run; what is wrong, `check` tells its author. */
	readonly state: CellResult["state"] | "broken";
	readonly record?: CellRecord;
	/** For each frame of the record's error, where that place is now. */
	readonly frames: readonly (FramePlace | undefined)[];
	/** The cell that is in the way; without `target` when it is not published. */
	readonly blockedBy?: { readonly target?: CellTarget };
	/** The file from which the page can run it. */
	readonly run?: { readonly file: SitePath; readonly version: string };
}

export interface CellTarget {
	readonly note: VaultPath;
	readonly anchor?: string;
}

/** Line and column of the file, and the program's line with what points into it. */
export interface FramePlace {
	readonly target: CellTarget;
	readonly path: VaultPath;
	readonly line: number;
	readonly column: number;
	readonly text: string;
	/** UTF-16 units of `text` before the place. */
	readonly at: number;
}
