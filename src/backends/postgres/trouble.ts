import { InputError, NotapseError, OutputError, SafetyError, UsageError } from "../../model/index.js";
import type { PostgresAddress } from "../address.js";

/** What has gone wrong with a server, in a sentence. Passwords are in none: neither the server nor the driver repeats them. */
export function toTrouble(error: unknown, { shown }: PostgresAddress): Error {
	if (error instanceof NotapseError) return error;
	if (!(error instanceof Error)) return new OutputError(`${shown}: ${String(error)}`);
	const { code } = error as { code?: string };
	const known = code === undefined ? undefined : (sentences[code] ?? sentences[code.slice(0, 2)]);
	if (known !== undefined) return known(shown, error);
	if (code !== undefined && /^[A-Z][A-Z0-9_]{3,}$/.test(code) && !/^[0-9A-Z]{5}$/.test(code))
		return new OutputError(`The connection to ${shown} failed: ${error.message}`, { cause: error });
	if (/terminated|closed|timeout expired|not queryable|ended/i.test(error.message)) return lost(shown, error);
	if (/SSL|certificate|SASL|password must be/i.test(error.message)) {
		return new InputError(`${shown} cannot be entered: ${error.message}`, { cause: error, ...passwordHint });
	}
	if (code !== undefined) return new ServerError(`${shown} says: ${error.message}`, code, error);
	return error;
}

/** What the server has said of a statement, by its SQLSTATE. */
export class ServerError extends OutputError {
	constructor(
		message: string,
		readonly state: string,
		cause: unknown,
	) {
		super(message, { cause });
	}
}

const passwordHint = {
	hint: "a password is taken from the address, from PGPASSWORD, or from ~/.pgpass",
};

const again = {
	hint: "what has arrived is kept there and not visible yet: the same command goes on from it",
};

function lost(shown: string, cause: Error): NotapseError {
	return new OutputError(`The connection to ${shown} was lost.`, { cause, ...again });
}

const wrongPassword = (shown: string, cause: Error) =>
	new InputError(`${shown} does not take this user and password.`, { cause, ...passwordHint });

const notReached = (reason: string) => (shown: string, cause: Error) =>
	new InputError(`${shown} cannot be reached: ${reason}.`, { cause });

/** By SQLSTATE, by its class, or by the system's name. */
const sentences: Readonly<Record<string, (shown: string, cause: Error) => NotapseError>> = {
	ECONNREFUSED: notReached("nobody listens there"),
	ENOTFOUND: notReached("there is no host of this name"),
	EAI_AGAIN: notReached("there is no host of this name"),
	ENOENT: notReached("there is no such socket"),
	EACCES: notReached("no permission for its socket"),
	ETIMEDOUT: notReached("it does not answer"),
	EHOSTUNREACH: notReached("no way leads to the host"),
	ENETUNREACH: notReached("no way leads to the host"),
	ECONNRESET: lost,
	EPIPE: lost,
	"08": lost,
	"28": wrongPassword,
	"3D000": (shown, cause) =>
		new InputError(`${shown} has no database of this name.`, { cause, hint: "createdb makes one" }),
	"42501": (shown, cause) =>
		new SafetyError(`${shown} does not allow this user to do that: ${cause.message}.`, { cause }),
	"53100": (shown, cause) => new OutputError(`The disk of ${shown} is full.`, { cause, ...again }),
	"53200": (shown, cause) => new OutputError(`${shown} has no more memory.`, { cause, ...again }),
	"53300": (shown, cause) => new InputError(`${shown} has too many connections already.`, { cause }),
	"55P03": (shown) =>
		new SafetyError(`Somebody else is pushing to ${shown}.`, { hint: "wait until that is done" }),
	"57P01": lost,
	"57P02": lost,
	"57P03": (shown, cause) => new InputError(`${shown} is starting or stopping.`, { cause }),
	"25006": (shown, cause) =>
		new UsageError(`${shown} is read-only.`, { cause, hint: "push to the primary server" }),
};
