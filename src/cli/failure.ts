import { NotapseError } from "../model/index.js";
import { harmless } from "./cells.js";
import type { Paint } from "./console.js";
import { Interrupted } from "./shell.js";

/**
 * What to tell the user about an error, and how to end. Somebody's mistake or a full disk is one sentence;
 * anything else is our bug, and keeps its stack trace.
 */
export function describeFailure(error: unknown, paint: Paint): { text: string; exitCode: number } {
	const label = paint("red", paint("bold", "error:"));
	const interrupted = interruptionOf(error);
	if (interrupted !== undefined) return { text: "", exitCode: interrupted.exitCode };
	if (error instanceof NotapseError) {
		const hint = error.hint === undefined ? "" : `\n${paint("cyan", "help:")} ${harmlessLines(error.hint)}`;
		return { text: `${label} ${harmlessLines(error.message)}${hint}`, exitCode: error.exitCode };
	}
	if (isSystemError(error)) return { text: `${label} ${harmless(sentence(error))}`, exitCode: 5 };
	const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {
		text: `${label} this is a bug in notapse. Please report it with these lines:\n\n${harmlessLines(trace)}`,
		exitCode: 70,
	};
}

function interruptionOf(error: unknown): Interrupted | undefined {
	if (error instanceof Interrupted) return error;
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof Interrupted ? cause : undefined;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && "syscall" in error && "code" in error;
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: "no permission",
	EPERM: "no permission",
	EROFS: "the disk is read-only",
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	ENOENT: "it does not exist",
	ENOTDIR: "it is not a folder",
	EISDIR: "it is a folder",
	EMFILE: "too many files are open",
	EIO: "the disk does not answer",
};

function sentence(error: NodeJS.ErrnoException): string {
	const reason = reasonOf(error);
	return error.path === undefined
		? `${reason} (${error.syscall})`
		: `${error.path}: ${reason} (${error.syscall})`;
}

function reasonOf({ code = "", syscall, message }: NodeJS.ErrnoException): string {
	// inotify says that the disk is full when too many folders are watched.
	if (code === "ENOSPC" && syscall === "watch") return "the system watches too many files already";
	return reasons[code] ?? message;
}

function harmlessLines(text: string): string {
	return text.split("\n").map(harmless).join("\n");
}
