import { createConsole } from "./console.js";
import { describeError, type ModuleNames, scrubJson } from "./describe-error.js";
import { type Guard, guardExports } from "./guard.js";
import { createOutputs, type Library, type Outputs } from "./outputs.js";
import type { EvaluateCommand, RawError } from "./protocol.js";
import { createQuietWorld } from "./quiet-world.js";

/** What differs between engines. */
export interface Engine {
	readonly names: ModuleNames;
	/** Loads the module, evaluates it, and answers its namespace (in an object, because it may have a `then`). */
	evaluate(command: EvaluateCommand): Promise<{ readonly namespace: object }>;
	/** Asks for a kept value; the answer comes whenever it comes. */
	recall(cell: number, key: string): Promise<string | undefined>;
	keep(cell: number, key: string, value: string): void;
	/** Lets everything happen that waits to happen, where a timer is not the way. */
	turn?(): Promise<void>;
	/** Whether packages run here that may want more of a world than cells do. */
	readonly keepsPackages?: boolean;
	/** Milliseconds of the real clock. */
	readonly clock: () => number;
	readonly decode: (base64: string) => Uint8Array;
}

export interface World {
	/** Answers an `Evaluated` as JSON. Never rejects. */
	evaluate(command: EvaluateCommand): Promise<string>;
	/** An error that nobody caught, in a timer or a promise; and where it was thrown, if the engine says that. */
	uncaught(thrown: unknown, at?: ThrownAt): void;
}

/** As an `ErrorEvent` says it. */
export interface ThrownAt {
	readonly filename?: string;
	readonly lineno?: number;
	readonly colno?: number;
}

/**
 * The one who evaluates cells, inside of the engine that strangers' code runs in. One at a time: what is displayed,
 * drawn by chance or thrown in a timer belongs to the cell that runs.
 */
export function createWorld(global: typeof globalThis, library: Library, engine: Engine): World {
	const evaluated = new Map<number, { readonly reaches: readonly number[]; readonly guard: Guard }>();
	const turn = engine.turn ?? turnByTimer(global);
	const quiet = createQuietWorld(global, engine.keepsPackages ?? false);
	global.Error.stackTraceLimit = 30;
	const quietConsole = createConsole(library.formatLog);
	Object.defineProperty(global, "console", {
		value: quietConsole.console,
		writable: true,
		configurable: true,
	});
	let failures: { readonly thrown: unknown; readonly at?: ThrownAt | undefined }[] = [];
	let thrownAt: ThrownAt | undefined;
	let outputs: Outputs | undefined;
	let given = "";

	const run = async (command: EvaluateCommand): Promise<void> => {
		const { namespace: exports } = await engine.evaluate(command);
		await library.leave();
		quiet.stopTimers();
		const value: unknown = Reflect.get(exports, valueExport);
		// Whoever has no value to show ends in a declaration, or in a call that gives nothing.
		if (value !== undefined) outputs!.result(value);
		// Whatever was rejected and not caught is told after this turn.
		await turn();
		const [failure] = failures;
		if (failure !== undefined) {
			thrownAt = failure.at;
			throw failure.thrown;
		}
		if (command.gives !== undefined)
			given = `,"given":${JSON.stringify(String(Reflect.get(exports, command.gives)))}`;
		const changed = findChange(command.reaches, evaluated);
		if (changed !== undefined) throw new ChangedExport(changed);
		evaluated.set(command.cell, { reaches: command.reaches, guard: guardExports(entriesOf(exports)) });
	};
	return {
		async evaluate(command) {
			if (command.reaches.some((cell) => !evaluated.has(cell)))
				return `{"kind":"done","cell":${command.cell},"skipped":true}`;
			const start = engine.clock();
			failures = [];
			thrownAt = undefined;
			given = "";
			outputs = createOutputs(library, command, { ...engine, reseed: quiet.begin });
			quiet.begin(command.seed);
			quiet.setImpure(command.impure);
			// What a program for Dataview calls is not in its text.
			if (command.now !== undefined || /Timeout|Interval/.test(command.text)) quiet.loadTimers();
			quiet.setClock(command.now);
			quietConsole.begin();
			outputs.enter();
			let error: RawError | undefined;
			try {
				await run(command);
			} catch (thrown) {
				error = placed(describeError(thrown, engine.names), engine.names, thrownAt);
				await library.leave().catch(() => {});
			}
			quiet.stopTimers();
			const clock = quiet.clockIsRead() ? ',"clock":true' : "";
			const ms = Math.round((engine.clock() - start) * 1000) / 1000;
			const shown = scrubJson(outputs.close(), engine.names);
			const isDirty = error !== undefined && findChange(command.reaches, evaluated) !== undefined;
			const failure = error === undefined ? "" : `,"error":${JSON.stringify(error)},"dirty":${isDirty}`;
			return `{"kind":"done","cell":${command.cell},"ms":${ms},${shown}${clock}${error === undefined ? given : failure}}`;
		},
		uncaught: (thrown, at) => failures.push({ thrown, at }),
	};
}

/** Who has no trace, because it is no error, has at least a place. */
function placed(error: RawError, names: ModuleNames, at: ThrownAt | undefined): RawError {
	const cell = error.frames.length > 0 ? undefined : names.cellOf(String(at?.filename));
	const [line, column] = [Number(at?.lineno), Number(at?.colno)];
	if (cell === undefined || !(line > 0 && column > 0)) return error;
	return { ...error, frames: [{ cell, line, column }] };
}

function turnByTimer({ setTimeout: later }: typeof globalThis): () => Promise<void> {
	return () => new Promise((resolve) => later(resolve, 0));
}

/** As `siblingExport` and `valueExport` of the room “code” say; the engines' scripts carry nothing of it. */
const siblingPrefix = /^cell name /;
const valueExport = "cell value";

class ChangedExport extends Error {
	constructor(name: string) {
		super(`It changes “${name}”, which another cell exports: copy it first.`);
		this.name = "ChangedExport";
		this.stack = "";
	}
}

/** Looks at all that a cell can reach, also by way of others. */
function findChange(
	reaches: readonly number[],
	evaluated: ReadonlyMap<number, { readonly reaches: readonly number[]; readonly guard: Guard }>,
): string | undefined {
	const seen = new Set(reaches);
	for (const cell of seen) {
		const known = evaluated.get(cell);
		const name = known?.guard.changed();
		if (name !== undefined) return name;
		for (const further of known?.reaches ?? []) seen.add(further);
	}
	return undefined;
}

function* entriesOf(exports: object): Iterable<readonly [string, unknown]> {
	for (const name of Object.keys(exports)) {
		if (name !== valueExport) yield [name.replace(siblingPrefix, ""), Reflect.get(exports, name)];
	}
}
