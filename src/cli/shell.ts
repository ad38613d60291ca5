import { basename, isAbsolute, relative } from "node:path";
import { type ColourChoice, type Console, createConsole } from "./console.js";

/** What a command is given of the world outside. */
export interface Shell {
	readonly cwd: string;
	/** How to call this program from here, in lines that can be pasted. */
	readonly program: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	console(options?: { color?: ColourChoice; quiet?: boolean }): Console;
	/** Standard input to its end. */
	readStdin(): Promise<Uint8Array>;
	/** Sets how the program ends when it ends well. */
	exitCode: number;
	/**
	 * From now on Ctrl-C does not end the program at once but aborts this signal, so that the command can put
	 * things in order. A second Ctrl-C ends it.
	 */
	interruptible(): AbortSignal;
}

/** Why the signal of `interruptible` was aborted. */
export class Interrupted extends Error {
	constructor(readonly exitCode: number) {
		super("interrupted");
	}
}

export function createShell(process: NodeJS.Process): Shell {
	let controller: AbortController | undefined;
	const interrupt = (exitCode: number) => {
		if (controller === undefined || controller.signal.aborted) process.exit(exitCode);
		controller.abort(new Interrupted(exitCode));
	};
	process.on("SIGINT", () => interrupt(130));
	process.on("SIGTERM", () => interrupt(143));
	silenceClosedPipes(process);
	return {
		cwd: process.cwd(),
		program: programOf(process),
		env: process.env,
		console: ({ color, quiet } = {}) =>
			createConsole({
				stdout: process.stdout,
				stderr: process.stderr,
				env: process.env,
				...(color !== undefined && { colour: color }),
				...(quiet !== undefined && { quiet }),
			}),
		readStdin: async () => {
			const chunks: Uint8Array[] = [];
			for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
			return Buffer.concat(chunks);
		},
		exitCode: 0,
		interruptible: () => {
			controller ??= new AbortController();
			return controller.signal;
		},
	};
}

/** Built in this very folder and not installed, there is no `notapse` on the path. */
function programOf(process: NodeJS.Process): string {
	const script = relative(process.cwd(), process.argv[1] ?? "");
	return basename(script) === "cli.js" && !/^\.\.|node_modules/.test(script) && !isAbsolute(script)
		? `node ${script.replaceAll("\\", "/")}`
		: "notapse";
}

/** `notapse check | head`: the reader has seen enough, which is no failure. */
function silenceClosedPipes(process: NodeJS.Process): void {
	process.stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code === "EPIPE") process.exit(0);
		throw error;
	});
	process.stderr.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") throw error;
	});
}
