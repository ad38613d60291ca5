import {
	closeSync,
	constants,
	fstatSync,
	linkSync,
	openSync,
	readFileSync,
	readSync,
	renameSync,
	statSync,
	unlinkSync,
	writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { SafetyError } from "../../model/index.js";
import { type OnStep, told } from "./disk.js";
import type { Places } from "./places.js";

export interface Lock {
	release(): void;
}

/**
 * One writer at a time. The lock is a file beside the output that says who holds it; a lock whose process has
 * died is taken over.
 *
 * @throws SafetyError when somebody else is writing
 */
export async function takeLock({ lock, staleLock, out }: Places, onStep: OnStep = () => {}): Promise<Lock> {
	const mine = JSON.stringify({ pid: process.pid, host: hostname(), born: bornOf(process.pid) ?? "" });
	for (let attempt = 0; attempt < 10; attempt += 1) {
		if (told("create", lock, () => created(lock, mine, onStep))) {
			held.add(lock);
			return { release: () => release(lock, mine, onStep) };
		}
		const theirs = await readComplete(lock);
		if (theirs === undefined) continue;
		if (isAlive(theirs, lock)) throw locked(out, lock, theirs);
		takeAway(lock, staleLock, theirs, onStep);
	}
	throw locked(out, lock, "");
}

/** Locks of this very process: its number cannot tell them apart. */
const held = new Set<string>();

/** A lock on another machine's disk says nothing about its process; after this many milliseconds it is void. */
const patience = 10 * 60_000;

/** A lock is empty between being created and being written: for a moment, unless its writer was killed. */
const moment = 2000;

function created(lock: string, content: string, onStep: OnStep): boolean {
	let descriptor: number;
	onStep("create", lock);
	try {
		descriptor = openSync(lock, "wx");
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	}
	try {
		onStep("write", lock);
		writeSync(descriptor, content);
	} finally {
		closeSync(descriptor);
	}
	return readFileSync(lock, "utf8") === content;
}

/** Undefined when it has gone; empty when nobody is going to complete it. */
async function readComplete(lock: string): Promise<string | undefined> {
	for (let waited = 0; ; waited += 50) {
		const content = contentOf(lock);
		if (content !== "" || waited >= moment) return content;
		await pause(50);
	}
}

/** Of a regular file, and no more than a lock can be: a link, a pipe or a device could keep us for ever. */
function contentOf(path: string): string | undefined {
	const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
		if (!fstatSync(descriptor).isFile()) return undefined;
		const bytes = Buffer.alloc(longest);
		return bytes.toString("utf8", 0, readSync(descriptor, bytes));
	} catch {
		return undefined;
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

const longest = 4096;

function isAlive(content: string, lock: string): boolean {
	const { pid, host, born } = parsed(content);
	if (pid === undefined) return false;
	if (host !== hostname()) return ageOf(lock) < patience;
	if (pid === process.pid) return held.has(lock);
	return isRunning(pid) && (born === "" || bornOf(pid) === undefined || bornOf(pid) === born);
}

function parsed(content: string): { pid?: number; host?: string; born?: string } {
	try {
		const { pid, host, born } = JSON.parse(content);
		if (!Number.isSafeInteger(pid) || pid <= 0) return {};
		return { pid, host: String(host), born: String(born) };
	} catch {
		return {};
	}
}

/** The one use of the clock: it decides when to write, never what. */
function ageOf(lock: string): number {
	return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) !== "ESRCH";
	}
}

/** When a process started, in ticks since the machine did: numbers of processes are used again. Linux only. */
function bornOf(pid: number): string | undefined {
	const stat = contentOf(`/proc/${pid}/stat`);
	// The second field is the program's name in parentheses, and may hold anything; the start is field 22.
	return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Renames the lock away, so that of two processes that find it dead one gets it; a live one is put back. */
function takeAway(lock: string, staleLock: string, expected: string, onStep: OnStep): void {
	try {
		onStep("replace", staleLock);
		renameSync(lock, staleLock);
		if (contentOf(staleLock) !== expected) linkSync(staleLock, lock);
		onStep("remove", staleLock);
		unlinkSync(staleLock);
	} catch (error) {
		if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") told("replace", lock, () => rethrow(error));
	}
}

function release(lock: string, mine: string, onStep: OnStep): void {
	held.delete(lock);
	if (contentOf(lock) !== mine) return;
	told("remove", lock, () => {
		onStep("remove", lock);
		unlinkSync(lock);
	});
}

function locked(out: string, lock: string, content: string): SafetyError {
	const { pid, host } = parsed(content);
	const who = pid === undefined ? "" : ` (process ${pid}${host === hostname() ? "" : ` on ${host}`})`;
	return new SafetyError(`Another notapse${who} is writing “${out}” right now.`, {
		hint: `wait for it; if it does not run any more, delete ${lock}`,
	});
}

function rethrow(error: unknown): never {
	throw error;
}

function codeOf(error: unknown): string | undefined {
	return (error as NodeJS.ErrnoException).code;
}
