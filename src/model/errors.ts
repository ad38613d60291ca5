/**
 * Somebody's mistake, told in one clear sentence; each class has its own exit code on the command line. A flaw
 * in a note is never one of these (it is a `Diagnostic`), and any other error is a bug of ours.
 */
export class NotapseError extends Error {
	/** Exit code of the command line. */
	readonly exitCode: number = 70;
	/** What to do about it. */
	readonly hint?: string;

	constructor(message: string, options: ErrorOptions & { hint?: string } = {}) {
		super(message, options);
		this.name = new.target.name;
		if (options.hint !== undefined) this.hint = options.hint;
	}
}

/** A wrong flag, argument or configuration. */
export class UsageError extends NotapseError {
	override readonly exitCode = 2;
}

/** Something that was named as input cannot be read. */
export class InputError extends NotapseError {
	override readonly exitCode = 3;
}

/** Refused, because it could destroy or reveal what is not ours, or what another process is writing. */
export class SafetyError extends NotapseError {
	override readonly exitCode = 4;
}

/** Reading or writing failed on the way: disk full, no permission. */
export class OutputError extends NotapseError {
	override readonly exitCode = 5;
}
