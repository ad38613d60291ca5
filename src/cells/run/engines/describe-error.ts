import type { RawError } from "./protocol.js";

/** How an engine names modules in its stack traces. */
export interface ModuleNames {
	/** Matches a module's URL; its text is looked up in `cellOf`. */
	readonly pattern: RegExp;
	cellOf(url: string): number | undefined;
	/** What a message calls it instead. */
	labelOf(url: string): string;
}

/**
 * Whatever was thrown, as text. Asks hostile values as little as it can: own and inherited data properties only as
 * strings, and whatever throws while it is asked counts as absent.
 */
export function describeError(thrown: unknown, names: ModuleNames, depth = 0): RawError {
	if (!isError(thrown)) return { name: "thrown", message: cut(printValue(thrown)), frames: [] };
	const message = text(() => thrown.message);
	const stack = text(() => thrown.stack);
	const thrownAt = framesOf(stack, message, names);
	// Whoever was not loaded has run nowhere; a message that only looks like that was thrown somewhere.
	const parsed = thrownAt.length === 0 ? syntaxError(message, names) : undefined;
	const cause = depth < 4 ? ask(() => thrown.cause) : undefined;
	return {
		name: parsed === undefined ? text(() => thrown.name).slice(0, 200) || "Error" : "SyntaxError",
		message: cut(scrub(parsed?.message ?? message, names)),
		frames: parsed?.frames ?? thrownAt,
		...(cause !== undefined && cause !== null && { cause: describeError(cause, names, depth + 1) }),
	};
}

/** URLs of modules are made anew in every run: texts that are kept say a label instead. */
function scrub(text: string, names: ModuleNames): string {
	return text.replace(names.pattern, (url) => names.labelOf(url));
}

/** The same in JSON, where a label stands within quotes. */
export function scrubJson(json: string, names: ModuleNames): string {
	return json.replace(names.pattern, (url) => JSON.stringify(names.labelOf(url)).slice(1, -1));
}

function ask<T>(question: () => T): T | undefined {
	try {
		return question();
	} catch {
		return undefined;
	}
}

/** A proxy may throw when it is asked what it is. */
function isError(thrown: unknown): thrown is Error {
	return ask(() => thrown instanceof Error) === true;
}

function text(question: () => unknown): string {
	const answer = ask(question);
	return typeof answer === "string" ? answer : "";
}

const longest = 10_000;

function cut(message: string): string {
	return message.length > longest ? `${message.slice(0, longest)}…` : message;
}

function printValue(value: unknown): string {
	if (typeof value === "string") return value;
	if (typeof value === "object" && value !== null) return ask(() => JSON.stringify(value)) ?? "an object";
	return ask(() => String(value)) ?? typeof value;
}

/**
 * What the engine says when it cannot load a module:
 *
 *     SyntaxError: Expression expected⏎ | ⏎ 2 | const y = ;⏎ | ~⏎ at blob:…:2:11
 *     The requested module 'blob:…' does not provide an export named 'q' at blob:…:1:9
 */
function syntaxError(message: string, names: ModuleNames): Pick<RawError, "message" | "frames"> | undefined {
	const place = new RegExp(`^([^]*?)\\s+at (${names.pattern.source}):(\\d+):(\\d+)$`).exec(message);
	if (place === null) return undefined;
	const [, said = "", url = "", line, column] = place;
	const cell = names.cellOf(url);
	if (cell === undefined) return undefined;
	const frames = [{ cell, line: Number(line), column: Number(column) }];
	return { message: said.replace(/^SyntaxError: /, "").split("\n", 1)[0]!, frames };
}

function framesOf(stack: string, message: string, names: ModuleNames): RawError["frames"] {
	// The message stands first, and may contain anything, other traces too.
	const at = message === "" ? 0 : stack.indexOf(message) + message.length;
	const lines = stack.slice(stack.startsWith("    at ") ? 0 : Math.max(at, 0)).split("\n", 100);
	const frames = lines.flatMap((line) => frameOf(line, names));
	return /^Maximum call stack size/.test(message) ? oneOfMany(frames) : frames;
}

function frameOf(line: string, names: ModuleNames): RawError["frames"] {
	const place = new RegExp(`(${names.pattern.source}):(\\d+):(\\d+)\\)?$`).exec(line);
	if (place === null || !/^\s+at /.test(line)) return [];
	const cell = names.cellOf(place[1]!);
	if (cell === undefined) return [];
	const name = /^\s+at (?:async )?(.*) \($/.exec(line.slice(0, place.index))?.[1]?.slice(0, 200);
	const at = { cell, line: Number(place[2]), column: Number(place[3]) };
	return [name === undefined ? at : { ...at, function: scrub(name, names) }];
}

/** Where exactly a stack overflows is up to the engine's mood: the first place of those that recur is not. */
function oneOfMany(frames: RawError["frames"]): RawError["frames"] {
	const count = new Map<string, number>();
	const placeOf = (it: (typeof frames)[number]) => `${it.cell}:${it.line}:${it.column}`;
	for (const frame of frames) count.set(placeOf(frame), (count.get(placeOf(frame)) ?? 0) + 1);
	const recurring = frames.filter((frame) => (count.get(placeOf(frame)) ?? 0) > 1);
	return [...recurring].sort((a, b) => a.cell - b.cell || a.line - b.line || a.column - b.column).slice(0, 1);
}
