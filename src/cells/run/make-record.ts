import type { CellRecord, CellStatus } from "../../model/index.js";
import { readRecord } from "../store/read-record.js";
import type { Evaluated, RawError } from "./engines/protocol.js";

/** Who it is about, and how places in modules become places in programs. */
export interface Subject {
	readonly key: string;
	readonly engine: string;
	readonly seed: number;
	/** Key of a cell, and the place in its program; undefined for what lies outside of it. */
	place(frame: RawError["frames"][number]): { key: string; line: number; column: number } | undefined;
}

/** The record of what an engine says that a cell gave. It may say anything: what is no part of a record is dropped. */
export function makeRecord(subject: Subject, evaluated: Evaluated): CellRecord {
	const { key, engine, seed } = subject;
	const error = evaluated.error === undefined ? undefined : makeError(evaluated.error, subject);
	const status: CellStatus = error === undefined ? "ok" : isOutOfMemory(error) ? "memory" : "error";
	const { outputs, tests, params } = evaluated;
	const record = readRecord({
		...{ schema: 1, key, engine, seed, status, outputs, tests, params },
		...(error !== undefined && { error }),
	});
	return record ?? emptyRecord(subject, "error", "The engine answered something that is no result.");
}

/** The record of a cell that was stopped: what it had shown so far depends on when, and is not kept. */
export function emptyRecord(
	{ key, engine, seed }: Omit<Subject, "place">,
	status: "error" | "timeout" | "memory",
	message: string,
): CellRecord {
	const names = { error: "EngineError", timeout: "Timeout", memory: "OutOfMemory" };
	const error = { name: names[status], message, frames: [] };
	return { schema: 1, key, engine, seed, status, outputs: [], tests: [], params: [], error };
}

function makeError(raw: unknown, subject: Subject, depth = 0): object {
	const error = (typeof raw === "object" && raw !== null ? raw : {}) as Partial<RawError>;
	const frames = Array.isArray(error.frames) ? error.frames.slice(0, 50) : [];
	const placed = frames.flatMap((frame: RawError["frames"][number]) => {
		const place = subject.place(frame);
		return place === undefined
			? []
			: [{ ...place, ...(frame.function !== undefined && { function: frame.function }) }];
	});
	return {
		name: String(error.name ?? "Error").slice(0, 200),
		message: String(error.message ?? ""),
		frames: placed,
		...(error.cause !== undefined && depth < 5 && { cause: makeError(error.cause, subject, depth + 1) }),
	};
}

/** What Python and V8 throw when something does not fit into what the process may have. */
function isOutOfMemory(error: { name?: unknown; message?: unknown }): boolean {
	if (error.name === "MemoryError") return true;
	return error.name === "RangeError" && /^Array buffer allocation failed/.test(String(error.message));
}
