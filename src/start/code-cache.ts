/**
 * What V8 has compiled of the program's scripts, kept for the next time: compiling them takes longer than most questions to
 * a saved graph. There is one file for each command, with the functions that the command has called when it ran first.
 *
 *     4 bytes: length of the index · index: JSON, filled up with blanks · code of each script, at multiples of eight
 *
 * V8 refuses code of another version of itself, made under other flags, or of a text of another length; it does not see
 * whether anything has changed in it, and then does whatever it says there. So it is only taken from a file that the user
 * alone can write, and a digest tells whether the disk has kept it as it was.
 */
import { createHash } from "node:crypto";
import {
	closeSync,
	fstatSync,
	lstatSync,
	mkdirSync,
	openSync,
	readSync,
	renameSync,
	rmSync,
	type Stats,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../cache/index.js";
import type { Compiled } from "./scripts.js";

export interface CodeCache {
	readonly isKept: boolean;
	codeOf(script: string): Uint8Array | undefined;
	/** Called when the program ends: keeps what was compiled, if it was not known. */
	keep(exitCode: number, compiled: ReadonlyMap<string, Compiled>): void;
}

interface Index {
	/** The digest of all scripts: of other ones nothing can be used. */
	readonly scripts: string;
	/** Of all codes. */
	readonly digest: string;
	/** By script: where its code begins, and how long it is. */
	readonly codes: Readonly<Record<string, readonly [number, number]>>;
}

const none: CodeCache = { isKept: false, codeOf: () => undefined, keep: () => {} };

/**
 * @param args of the command line
 * @param scripts the digest of all scripts
 */
export function openCodeCache(args: readonly string[], scripts: string): CodeCache {
	const root = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheRoot();
	if (root === undefined) return none;
	const folder = join(root, "code");
	const file = join(folder, fileName(args));
	const found = read(folder, file, scripts);
	return {
		isKept: !args.includes("--no-cache"),
		codeOf: (script) => found?.get(script),
		keep: (exitCode, compiled) => {
			// Who is told what is wrong with their command line has not seen the command run.
			if (exitCode > 1 || [...compiled.values()].every(({ isKnown }) => isKnown)) return;
			write(folder, file, () => packed(scripts, codesOf(compiled, found)));
		},
	};
}

/** Only what looks like the name of a command is made part of a file's name. */
function fileName([command = ""]: readonly string[]): string {
	const name = /^[a-z]{1,16}$/.test(command) ? command : "-";
	return `${name}-${process.versions.v8}-${process.arch}`;
}

type Codes = ReadonlyMap<string, Uint8Array>;

/** With what is there of scripts that have not been loaded this time. */
function codesOf(compiled: ReadonlyMap<string, Compiled>, found: Codes | undefined): Codes {
	return new Map([
		...(found ?? []),
		...[...compiled].map(([name, script]) => [name, script.code()] as const),
	]);
}

/** Undefined where nothing can be trusted, or used. */
function read(folder: string, path: string, scripts: string): Codes | undefined {
	let file: number | undefined;
	try {
		if (!isOwn(lstatSync(folder))) return undefined;
		file = openSync(path, "r");
		const stats = fstatSync(file);
		if (!stats.isFile() || !isOwn(stats)) return undefined;
		const bytes = Buffer.allocUnsafeSlow(stats.size);
		if (readSync(file, bytes, 0, stats.size, 0) !== stats.size) return undefined;
		return codesIn(bytes, scripts);
	} catch {
		return undefined;
	} finally {
		if (file !== undefined) closeSync(file);
	}
}

function codesIn(bytes: Buffer, scripts: string): Codes | undefined {
	const start = 4 + bytes.readUInt32LE(0);
	const index = JSON.parse(bytes.toString("latin1", 4, start)) as Index;
	if (index.scripts !== scripts) return undefined;
	const all = bytes.subarray(start);
	if (index.digest !== digestOf([all])) return undefined;
	const codes = Object.entries(index.codes);
	return new Map(codes.map(([name, [from, length]]) => [name, all.subarray(from, from + length)]));
}

function digestOf(pieces: readonly Uint8Array[]): string {
	const hash = createHash("sha256");
	for (const piece of pieces) hash.update(piece);
	return hash.digest("base64");
}

/** Where there are no users, as on Windows, a profile's folders are nobody else's. */
function isOwn({ uid, mode }: Stats): boolean {
	return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** The file appears when it is whole; nothing is made where it could not be kept, or not be taken. */
function write(folder: string, path: string, made: () => Uint8Array): void {
	const draft = `${path}.${process.pid}.part`;
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		if (!isOwn(lstatSync(folder))) return;
		const file = openSync(draft, "wx", 0o600);
		try {
			writeFileSync(file, made());
			renameSync(draft, path);
		} catch {
			rmSync(draft, { force: true });
		} finally {
			closeSync(file);
		}
	} catch {
		// The next start compiles again.
	}
}

function packed(scripts: string, codes: Codes): Uint8Array {
	const pieces: Uint8Array[] = [];
	const places: Record<string, [number, number]> = {};
	let length = 0;
	for (const [name, code] of codes) {
		places[name] = [length, code.length];
		pieces.push(code, new Uint8Array(-code.length & 7));
		length += code.length + (-code.length & 7);
	}
	const index = JSON.stringify({ scripts, digest: digestOf(pieces), codes: places } satisfies Index);
	const text = Buffer.from(index.padEnd(index.length + (-(4 + index.length) & 7)), "latin1");
	const head = Buffer.alloc(4);
	head.writeUInt32LE(text.length);
	return Buffer.concat([head, text, ...pieces]);
}
