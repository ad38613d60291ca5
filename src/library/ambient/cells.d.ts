/**
 * The world of a cell, for checkers and editors: its globals, and the few names that every engine has besides the
 * language. To be used with `lib: ["ES2023"]` and without the types of Node or of a document, which a cell has not.
 */
import type * as cell from "../index.js";

declare global {
	const display: typeof cell.display;
	const html: typeof cell.html;
	const svg: typeof cell.svg;
	const md: typeof cell.md;
	const tex: typeof cell.tex;
	const table: typeof cell.table;
	const chart: typeof cell.chart;
	const image: typeof cell.image;
	const param: typeof cell.param;
	const test: typeof cell.test;
	const close: typeof cell.close;
	const memo: typeof cell.memo;
	const read: typeof cell.read;

	const console: CellConsole;
	function structuredClone<T>(value: T): T;
	function queueMicrotask(callback: () => void): void;
	function setTimeout<A extends readonly unknown[]>(
		callback: (...values: A) => void,
		milliseconds?: number,
		...values: A
	): number;
	function clearTimeout(timer: number | undefined): void;
	function setInterval<A extends readonly unknown[]>(
		callback: (...values: A) => void,
		milliseconds?: number,
		...values: A
	): number;
	function clearInterval(timer: number | undefined): void;
	function atob(text: string): string;
	function btoa(text: string): string;
	/** The clock of a cell stands still. */
	const performance: { now(): number };

	interface TextEncoder {
		encode(text?: string): Uint8Array<ArrayBuffer>;
	}
	const TextEncoder: { new (): TextEncoder };
	interface TextDecoder {
		decode(bytes?: ArrayBuffer | ArrayBufferView): string;
	}
	const TextDecoder: {
		new (encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
	};

	interface URL {
		readonly href: string;
		readonly protocol: string;
		readonly host: string;
		readonly pathname: string;
		readonly search: string;
		readonly hash: string;
		toString(): string;
	}
	const URL: { new (text: string, base?: string): URL };

	namespace WebAssembly {
		interface Memory {
			readonly buffer: ArrayBuffer;
		}
		interface Module {
			readonly [imports: symbol]: never;
		}
	}
}

interface CellConsole {
	log(...values: readonly unknown[]): void;
	info(...values: readonly unknown[]): void;
	debug(...values: readonly unknown[]): void;
	warn(...values: readonly unknown[]): void;
	error(...values: readonly unknown[]): void;
}
