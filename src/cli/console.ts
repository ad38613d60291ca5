import { cells } from "./cells.js";

/** Where a command says things: answers go to stdout, remarks to stderr. */
export interface Console {
	/** An answer, as one or more lines. */
	print(text: string): void;
	/** A remark, as one or more lines; silent when quiet. */
	remark(text: string): void;
	/** What went wrong; never silent. */
	complain(text: string): void;
	/** Replaces the line that `redraw` drew last. Does nothing unless `live`. */
	redraw(line: string): void;
	/** Whether stderr is a terminal on which a line can be drawn again. */
	readonly live: boolean;
	/** Colours for stdout. */
	readonly paint: Paint;
	/** Colours for stderr. */
	readonly paintRemark: Paint;
	/** Cells in a line of stdout; 80 when it is no terminal. */
	readonly width: number;
	/** Whether stdout is read by a program or kept in a file: there, nothing is cut to fit a line. */
	readonly piped: boolean;
}

export type Colour = "bold" | "dim" | "red" | "yellow" | "green" | "cyan" | "blue";
export type Paint = (colour: Colour, text: string) => string;
export type ColourChoice = "auto" | "always" | "never";

/** The part of a stream that matters here. */
export interface Output {
	write(text: string): unknown;
	readonly isTTY?: boolean;
	readonly columns?: number;
}

export interface ConsoleOptions {
	readonly stdout: Output;
	readonly stderr: Output;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly colour?: ColourChoice;
	readonly quiet?: boolean;
}

export function createConsole(options: ConsoleOptions): Console {
	const { stdout, stderr, env, quiet = false } = options;
	const live = stderr.isTTY === true && env.TERM !== "dumb" && !env.CI && !quiet;
	let drawn = false;
	const erase = () => {
		if (drawn) stderr.write("\r\u001b[2K");
		drawn = false;
	};
	return {
		print: (text) => {
			erase();
			stdout.write(`${text}\n`);
		},
		remark: (text) => {
			erase();
			if (!quiet) stderr.write(`${text}\n`);
		},
		complain: (text) => {
			erase();
			stderr.write(`${text}\n`);
		},
		redraw: (line) => {
			if (!live) return;
			erase();
			if (line === "") return;
			// A line that wraps could not be erased.
			if (cells(line) < widthOf(stderr)) {
				stderr.write(line);
				drawn = true;
			}
		},
		live,
		paint: painter(hasColour(stdout, options)),
		paintRemark: painter(hasColour(stderr, options)),
		width: stdout.isTTY ? widthOf(stdout) : defaultWidth,
		piped: stdout.isTTY !== true,
	};
}

const defaultWidth = 80;

/** Some pseudo-terminals say that they are 0 cells wide. */
function widthOf({ columns = 0 }: Output): number {
	return columns > 0 ? columns : defaultWidth;
}

/** The flag, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal that knows colours. */
function hasColour(stream: Output, { colour = "auto", env }: ConsoleOptions): boolean {
	if (colour !== "auto") return colour === "always";
	if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
	if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
	return stream.isTTY === true && env.TERM !== "dumb";
}

/** Select Graphic Rendition: [on, off]. */
const codes: Record<Colour, readonly [number, number]> = {
	bold: [1, 22],
	dim: [2, 22],
	red: [31, 39],
	yellow: [33, 39],
	green: [32, 39],
	cyan: [36, 39],
	blue: [34, 39],
};

export const plainText: Paint = (_colour, text) => text;

function painter(colours: boolean): Paint {
	if (!colours) return plainText;
	return (colour, text) => {
		const [on, off] = codes[colour];
		return text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;
	};
}
