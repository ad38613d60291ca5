import { type CellOptions, type Diagnostic, nearestName, type Span } from "../../model/index.js";
import { readList, readPairs } from "./read-values.js";
import type { BrokenOption, WrittenOption } from "./written-option.js";

export interface ReadOptions {
	readonly id?: string;
	readonly options: CellOptions;
	readonly flaws: readonly Flaw[];
}

export type Flaw = Pick<Diagnostic, "rule" | "severity" | "message" | "hint"> & { readonly span: Span };

/** What a cell has that says nothing. */
export const defaultCellOptions: CellOptions = {
	seed: 0,
	timeout: 10,
	memory: 512,
	reads: [],
	params: [],
	impure: false,
	echo: "show",
	output: "show",
	page: "static",
	expectError: false,
};

/** What options mean. Of those that are given twice the first counts; one that cannot be read is as if not given. */
export function readOptions(written: readonly WrittenOption[], broken: readonly BrokenOption[]): ReadOptions {
	const flaws: Flaw[] = broken.map(({ problem, span }) => invalid(`${problem}.`, span));
	const found = new Map<string, unknown>();
	for (const option of written) {
		const reader = readers.get(option.name);
		if (reader === undefined) flaws.push(unknown(option));
		else if (found.has(option.name)) flaws.push(duplicate(option));
		else {
			const value = reader.read(option.value);
			if (value === undefined) flaws.push(notRead(option, reader.wants));
			else found.set(option.name, value);
		}
	}
	const { id, "max-age": maxAge, "expect-error": expectError, ...others } = Object.fromEntries(found);
	return {
		...(id !== undefined && { id: id as string }),
		options: {
			...defaultCellOptions,
			...(others as Partial<CellOptions>),
			...(maxAge !== undefined && { maxAge: maxAge as number }),
			...(expectError !== undefined && { expectError: expectError as boolean }),
		},
		flaws,
	};
}

interface Reader {
	/** After “… must be”. */
	readonly wants: string;
	/** Undefined when it cannot be read; a bare word has no value. */
	readonly read: (value: string | undefined) => unknown;
}

const truth: Reader = {
	wants: "true or false",
	read: (value) => (value === undefined || value === "true" ? true : value === "false" ? false : undefined),
};

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
	["id", { wants: "a name without blanks, quotes, brackets, “#”, “^” and “|”", read: readId }],
	["seed", { wants: "a whole number from 0 to 4294967295", read: (value) => whole(value, 0, 2 ** 32 - 1) }],
	[
		"timeout",
		{ wants: "a time up to an hour, such as 5, 500ms or 2m", read: (value) => seconds(value, 3_600) },
	],
	["memory", { wants: "megabytes from 16 to 65536, such as 512 or 2GB", read: readMemory }],
	["reads", { wants: "names of files, separated by commas", read: readReads }],
	["params", { wants: "pairs such as rate=0.1, separated by commas", read: readParams }],
	["impure", truth],
	[
		"max-age",
		{ wants: "a time such as 3600, 12h or 7d", read: (value) => seconds(value, 10 * 365 * 86_400) },
	],
	[
		"echo",
		{ wants: "show, fold or hide", read: (value) => shown(value) ?? (value === "fold" ? "fold" : undefined) },
	],
	["output", { wants: "show or hide", read: shown }],
	[
		"page",
		{
			wants: "static or live",
			read: (value) => (value === "static" || value === "live" ? value : undefined),
		},
	],
	["expect-error", truth],
	[
		"caption",
		{ wants: "a text", read: (value) => (value?.trim() ? value.trim().slice(0, 2_000) : undefined) },
	],
]);

function readId(value: string | undefined): string | undefined {
	return value !== undefined && /^[^\s"'`#^|[\]\\<>\p{C}]{1,100}$/u.test(value) ? value : undefined;
}

function whole(value: string | undefined, least: number, most: number): number | undefined {
	if (value === undefined || !/^\d{1,16}$/.test(value)) return undefined;
	const number = Number(value);
	return number >= least && number <= most ? number : undefined;
}

const units: ReadonlyMap<string, number> = new Map([
	["", 1],
	["ms", 0.001],
	["s", 1],
	["m", 60],
	["min", 60],
	["h", 3_600],
	["d", 86_400],
]);

function seconds(value: string | undefined, most: number): number | undefined {
	const match = /^(\d{1,12}(?:\.\d{1,6})?) ?([a-z]*)$/.exec(value ?? "");
	const unit = match && units.get(match[2]!);
	if (unit === undefined || unit === null) return undefined;
	const number = Number(match![1]) * unit;
	return number > 0 && number <= most ? number : undefined;
}

function readMemory(value: string | undefined): number | undefined {
	const match = /^(\d{1,6}) ?(mb?|gb?|)$/i.exec(value ?? "");
	if (match === null) return undefined;
	const number = Number(match[1]) * (/^g/i.test(match[2]!) ? 1024 : 1);
	return number >= 16 && number <= 65_536 ? number : undefined;
}

function readReads(value: string | undefined): readonly string[] | undefined {
	const names = value === undefined ? undefined : readList(value);
	return names === undefined || names.length === 0 || names.length > 100 ? undefined : [...new Set(names)];
}

function readParams(value: string | undefined): CellOptions["params"] | undefined {
	const pairs = value === undefined ? undefined : readPairs(value);
	if (pairs === undefined || pairs.length === 0 || pairs.length > 100) return undefined;
	const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return sorted.some(([name], i) => name === sorted[i + 1]?.[0]) ? undefined : sorted;
}

function shown(value: string | undefined): "show" | "hide" | undefined {
	if (value === "show" || value === "true") return "show";
	return value === "hide" || value === "false" ? "hide" : undefined;
}

function unknown({ name, at }: WrittenOption): Flaw {
	const near = nearestName(name, readers.keys());
	return {
		rule: "cell/unknown-option",
		severity: "warning",
		message: `A cell has no option “${shortened(name)}”.`,
		hint:
			near === undefined ? `its options are ${[...readers.keys()].join(", ")}` : `did you mean “${near}”?`,
		span: at,
	};
}

function duplicate({ name, at }: WrittenOption): Flaw {
	return {
		rule: "cell/duplicate-option",
		severity: "warning",
		message: `“${name}” is given twice; the first counts.`,
		hint: "take one of the two out",
		span: at,
	};
}

function notRead({ name, value, span }: WrittenOption, wants: string): Flaw {
	if (value === undefined || value === "")
		return invalid(`“${name}” has no value; it must be ${wants}.`, span);
	return invalid(`“${name}” must be ${wants}, and not “${shortened(value)}”.`, span);
}

function invalid(message: string, span: Span): Flaw {
	return { rule: "cell/invalid-option", severity: "error", message, span };
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
