/**
 * The line between the library and whoever runs cells, in a sandbox or in a page. The runner connects once, before it
 * loads any cell, and makes a host for every cell. Cells run one after the other; what a function displays belongs to
 * the cell that runs, also when another cell made the function. The shapes are those of a notebook's records.
 */

/** Media type → content, richest first; `text/plain` always. Binary content in base64. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export interface Output {
	readonly output_type: "display_data";
	readonly data: MimeBundle;
	/** By media type, what stands beside the content: the size of a picture. */
	readonly metadata: Readonly<Record<string, unknown>>;
}

export interface TestResult {
	readonly name: string;
	readonly ok: boolean;
	/** Why not. */
	readonly message?: string;
	/** The last comparison, if there was one. */
	readonly got?: number | string;
	readonly want?: number | string;
	readonly tolerance?: number;
}

export type ParamValue = number | string | boolean;

/** A value that a reader may change, as the cell describes it. `value` is its default. */
export interface Param {
	readonly name: string;
	readonly value: ParamValue;
	readonly min?: number;
	readonly max?: number;
	readonly step?: number;
	readonly choices?: readonly (number | string)[];
	readonly label?: string;
}

/** What one cell can do outside of itself. */
export interface CellHost {
	emit(output: Output): void;
	test(result: TestResult): void;
	/** The value that the reader chose, or `param.value`. Once for each name. */
	param(param: Param): ParamValue;
	/** What earlier runs have computed: a short hexadecimal key, any text. Without: everything is computed. */
	readonly memo?: {
		get(key: string): string | undefined | Promise<string | undefined>;
		set(key: string, value: string): void;
	};
	/** A file that the cell declared with `reads=`, by the name used there. */
	read(name: string): Uint8Array | undefined;
}

/** Makes `host` the one that everything goes to until another is set; `undefined` when no cell runs. */
export function setHost(host: CellHost | undefined): void {
	running = host;
}

/** The host of the cell that runs. */
export function hostFor(name: string): CellHost {
	if (!running) throw new Error(`${name}: no cell runs; await what a cell begins before it ends`);
	return running;
}

let running: CellHost | undefined;
