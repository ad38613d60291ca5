import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type JsonEntry, JsonError, type JsonNode, parseJsonc } from "./jsonc.js";
import { InputError, UsageError } from "./model/index.js";

/** What a user may choose. Every key is also a flag; nothing has to be chosen. */
export interface Config {
	readonly title?: string;
	readonly lang: "auto" | "en" | "zh";
	readonly baseUrl?: string;
	readonly home?: string;
	readonly description?: string;
	/** Absolute. */
	readonly out: string;
	/** Absolute; absent for the user's cache folder. */
	readonly cache?: string | false;
	/** The address of a database in which the graph is asked. */
	readonly backend?: string;
	readonly ignore: readonly string[];
	readonly comments: "index" | "ignore";
	readonly tagPunctuation: "part-of-tag" | "ends-tag";
	readonly aliasLinks: boolean;
	readonly markdownLinks: boolean;
	readonly followSymlinks: boolean;
	readonly strict: boolean;
	/** Whether a compile embeds the concepts at all. */
	readonly embed: boolean;
	/** Related notes on the pages. */
	readonly related: boolean;
	/** Suggested links on the pages: for authors who read their own site. */
	readonly suggestions: boolean;
	/** Most epochs of training; 0 for the training-free embedding. */
	readonly epochs: number;
	/** Numbers in a concept's vector. */
	readonly dim: number;
	readonly seed: number;
	/** The update of a state; `[[…]]` is what a note's cell exports. */
	readonly cell: "gru" | "lstm" | "rnn" | "linear" | NoteName;
}

/** A configuration as people write it: every key may be left out, paths are relative to the file. */
export type UserConfig = Partial<Config> & {
	/** The folder of notes, below the configuration file. */
	readonly vault?: string;
	/** For editors; not read. */
	readonly $schema?: string;
};

/** Gives an `.mjs` configuration its types. */
export function defineConfig(config: UserConfig): UserConfig {
	return config;
}

/** A key of the configuration: what the flags, the schema and the documentation are made from. */
/** As a link: `[[note]]`, or `[[note#cell]]`. */
export type NoteName = `[[${string}]]`;

export interface Setting {
	readonly key: keyof Config;
	readonly kind: "text" | "url" | "path" | "choice" | "switch" | "list" | "count";
	readonly values?: readonly string[];
	/** Of a choice: that it may also be a note's, `[[…]]`. A note's is code, and none is run because a vault says so. */
	readonly orNote?: true;
	/** Of a count: the least, the greatest, and of what it must be a multiple. */
	readonly range?: readonly [least: number, greatest: number, step: number];
	readonly fallback?: string | boolean | number | readonly string[];
	/** As commander writes it. */
	readonly flag: string;
	/** What it concerns: how a note is read, how a vault is, the network, the site, where things go, or how it ends. */
	readonly part: "note" | "vault" | "network" | "site" | "output" | "cache" | "backend" | "verdict";
	/** Widens what the tool may do: not to be had from inside a vault. */
	readonly widens?: true;
	/** One line, for `--help`. */
	readonly about: string;
}

export const settings: readonly Setting[] = [
	{
		key: "title",
		kind: "text",
		flag: "--title <text>",
		part: "site",
		about: "name of the site (the vault's)",
	},
	{
		key: "lang",
		kind: "choice",
		values: ["auto", "en", "zh"],
		fallback: "auto",
		flag: "--lang <code>",
		part: "site",
		about: "language of the interface: auto, en or zh",
	},
	{
		key: "baseUrl",
		kind: "url",
		flag: "--base-url <url>",
		part: "site",
		about: "where the site will live: makes feed and sitemap",
	},
	{ key: "home", kind: "text", flag: "--home <note>", part: "site", about: "note to show on the first page" },
	{
		key: "description",
		kind: "text",
		flag: "--description <text>",
		part: "site",
		about: "a sentence for search engines and feeds",
	},
	{
		key: "out",
		kind: "path",
		fallback: "output",
		flag: "--out <folder>",
		part: "output",
		widens: true,
		about: "where to write the site (output)",
	},
	{
		key: "cache",
		kind: "path",
		flag: "--cache <folder>",
		part: "cache",
		widens: true,
		about: "where to keep parsed notes (your cache folder)",
	},
	{
		key: "backend",
		kind: "text",
		flag: "--backend <url>",
		part: "backend",
		widens: true,
		about: "ask the graph that was pushed there: postgres://…, bolt://…, or a file",
	},
	{
		key: "ignore",
		kind: "list",
		fallback: [],
		flag: "--ignore <pattern>",
		part: "vault",
		about: "leave out a name, a path or a /pattern/ (repeatable)",
	},
	{
		key: "comments",
		kind: "choice",
		values: ["index", "ignore"],
		fallback: "index",
		flag: "--comments <how>",
		part: "note",
		about: "links and tags inside %%comments%%: index or ignore",
	},
	{
		key: "tagPunctuation",
		kind: "choice",
		values: ["part-of-tag", "ends-tag"],
		fallback: "part-of-tag",
		flag: "--tag-punctuation <how>",
		part: "note",
		about: "，after a #tag: part-of-tag or ends-tag",
	},
	{
		key: "aliasLinks",
		kind: "switch",
		fallback: false,
		flag: "--alias-links",
		part: "vault",
		about: "let [[alias]] lead to the note that has the alias",
	},
	{
		key: "markdownLinks",
		kind: "switch",
		fallback: true,
		flag: "--no-markdown-links",
		part: "note",
		about: "do not count [text](note.md) as a link of the graph",
	},
	{
		key: "followSymlinks",
		kind: "switch",
		fallback: false,
		flag: "--follow-symlinks",
		part: "vault",
		widens: true,
		about: "follow symbolic links that stay inside the vault",
	},
	{
		key: "strict",
		kind: "switch",
		fallback: false,
		flag: "--strict",
		part: "verdict",
		about: "exit with 1 when there are warnings",
	},
	{
		key: "embed",
		kind: "switch",
		fallback: true,
		flag: "--no-embed",
		part: "site",
		about: "do not embed the concepts: no map, no related notes",
	},
	{
		key: "related",
		kind: "switch",
		fallback: true,
		flag: "--no-related",
		part: "site",
		about: "do not show related notes on the pages",
	},
	{
		key: "suggestions",
		kind: "switch",
		fallback: false,
		flag: "--suggestions",
		part: "site",
		about: "show links that notes lack on their pages",
	},
	{
		key: "epochs",
		kind: "count",
		range: [0, 1000, 1],
		fallback: 200,
		flag: "--epochs <count>",
		part: "network",
		about: "most epochs of training; 0 for none (200)",
	},
	{
		key: "dim",
		kind: "count",
		range: [16, 256, 8],
		fallback: 64,
		flag: "--dim <count>",
		part: "network",
		about: "numbers in a vector, a multiple of 8 (64)",
	},
	{
		key: "seed",
		kind: "count",
		range: [0, 0xffff_ffff, 1],
		fallback: 1,
		flag: "--seed <count>",
		part: "network",
		about: "where chance starts: another seed, another embedding (1)",
	},
	{
		key: "cell",
		kind: "choice",
		values: ["gru", "lstm", "rnn", "linear"],
		fallback: "gru",
		flag: "--cell <name>",
		part: "network",
		orNote: true,
		about: "how states are updated: gru, lstm, rnn, linear, or a note's code, [[note]]",
	},
];

export interface LoadedConfig {
	readonly config: Config;
	/** The configuration file, if there was one. */
	readonly origin?: string;
	/** What the user should know: keys refused, files left alone. */
	readonly remarks: readonly string[];
}

export interface LoadConfigOptions {
	readonly cwd: string;
	/** The vault's folder. */
	readonly vault: string;
	/** `--config FILE`. */
	readonly explicit?: string;
	/** Where to look besides the current folder and the vault. */
	readonly beside?: string;
	/** False to read no configuration file at all. */
	readonly files?: boolean;
	/** Values from the command line, by key; they win over the file's. */
	readonly flags?: Readonly<Record<string, unknown>>;
}

/** Defaults, then the configuration file, then the flags. Nothing inside the vault can widen what we may do. */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
	const remarks: string[] = [];
	const file = options.files === false ? undefined : await chooseFile(options, remarks);
	const values = new Map(defaults(options.cwd));
	if (file !== undefined) {
		const inside = await isInside(dirname(file.path), options.vault);
		for (const [key, value] of await readConfigFile(file.path)) {
			if (key === "vault") continue;
			const refusal = refuse(key, value, inside && !file.explicit);
			if (refusal !== undefined) remarks.push(`${shown(file.path)}: ${refusal}`);
			else values.set(key, value);
		}
	}
	for (const [key, value] of readFlags(options.flags ?? {}, options.cwd)) values.set(key, value);
	// The table of settings has checked each value's type.
	const config = Object.fromEntries(values) as unknown as Config;
	return { config, remarks, ...(file === undefined ? {} : { origin: file.path }) };
}

const dataFiles = ["notapse.config.json", "notapse.config.jsonc"];
const codeFile = "notapse.config.mjs";

/** The configuration file in a folder that may be read without asking: data, and no link to elsewhere. */
export async function findConfigFile(folder: string): Promise<string | undefined> {
	for (const name of dataFiles) {
		const path = join(folder, name);
		if (await isPlainFile(path)) return path;
	}
	return undefined;
}

/** Checked values by key (`vault` included), with paths made absolute. Code (`.mjs`) is run: only when named. */
export async function readConfigFile(path: string): Promise<ReadonlyMap<string, unknown>> {
	const base = dirname(path);
	if (/\.m?js$/.test(path)) return readModule(path, base);
	const source = await readSource(path);
	const root = located(path, source, () => parseJsonc(source));
	const complain = complainer(path, source);
	if (root.kind !== "object") throw complain("expected an object in { braces }", root.start);
	const values = new Map<string, unknown>();
	for (const entry of root.entries) {
		if (values.has(entry.key)) throw complain(`“${entry.key}” stands here a second time`, entry.start);
		const value = checkEntry(entry, base, complain);
		if (value !== undefined) values.set(entry.key, value);
	}
	return values;
}

/** docs/config.schema.json, made from the same table. */
export function configSchema(): object {
	const properties = Object.fromEntries(settings.map((setting) => [setting.key, settingSchema(setting)]));
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "notapse configuration",
		type: "object",
		additionalProperties: false,
		properties: {
			$schema: { type: "string" },
			vault: { type: "string", description: vaultAbout },
			...properties,
		},
	};
}

const vaultAbout = "folder of notes, below the configuration file";

function settingSchema(setting: Setting): object {
	const types = {
		text: { type: "string", minLength: 1 },
		url: { type: "string", format: "uri", pattern: "^https?://" },
		path:
			setting.key === "cache"
				? { type: ["string", "boolean"], not: { const: true } }
				: { type: "string", minLength: 1 },
		choice: setting.orNote
			? { anyOf: [{ enum: setting.values }, { type: "string", pattern: noteName.source }] }
			: { enum: setting.values },
		switch: { type: "boolean" },
		list: { type: "array", items: { type: "string", minLength: 1 } },
		count: countSchema(setting),
	};
	const fallback = setting.fallback === undefined ? {} : { default: setting.fallback };
	return { ...types[setting.kind], description: aboutKey(setting), ...fallback };
}

const noteName = /^\[\[[^[\]]+\]\]$/;

function countSchema({ range: [minimum, maximum, multipleOf] = wholeNumbers }: Setting): object {
	return { type: "integer", minimum, maximum, ...(multipleOf > 1 && { multipleOf }) };
}

const wholeNumbers = [0, Number.MAX_SAFE_INTEGER, 1] as const;

/** `--no-…` flags say the opposite of their key. */
function aboutKey(setting: Setting): string {
	return setting.flag.startsWith("--no-") ? setting.about.replace(/^do not /, "") : setting.about;
}

function defaults(cwd: string): [string, unknown][] {
	return settings.flatMap(({ key, fallback }) => {
		if (fallback === undefined) return [];
		return [[key, key === "out" ? resolve(cwd, String(fallback)) : fallback]];
	});
}

async function chooseFile(
	{ cwd, vault, explicit, beside }: LoadConfigOptions,
	remarks: string[],
): Promise<{ path: string; explicit: boolean } | undefined> {
	if (explicit !== undefined) return { path: resolve(cwd, explicit), explicit: true };
	const folders = [
		...new Set([cwd, ...(beside === undefined ? [] : [beside]), vault].map((folder) => resolve(folder))),
	];
	for (const folder of folders) {
		const code = join(folder, codeFile);
		if (await isPlainFile(code)) {
			remarks.push(
				`${shown(code)} is a program and was not run; if you trust it, add --config ${quote(relative(cwd, code))}`,
			);
		}
		const path = await findConfigFile(folder);
		if (path !== undefined && (await isMeantFor(path, vault))) return { path, explicit: false };
	}
	return undefined;
}

/** A configuration that names another vault is none for this one. */
async function isMeantFor(path: string, vault: string): Promise<boolean> {
	const named = (await readConfigFile(path)).get("vault");
	return named === undefined || (await real(String(named))) === (await real(vault));
}

function refuse(key: string, value: unknown, inside: boolean): string | undefined {
	if (key === "trust") return "“trust” is never taken from a configuration; give --trust on the command line";
	const widens = settings.some(
		(setting) => setting.key === key && (setting.widens || (setting.orNote && noteName.test(String(value)))),
	);
	if (!inside || !widens) return undefined;
	return `“${key}” is not taken from inside a vault; give it as a flag or in a configuration beside the vault`;
}

function readFlags(flags: Readonly<Record<string, unknown>>, cwd: string): [string, unknown][] {
	return settings.flatMap((setting): [string, unknown][] => {
		const value = flags[setting.key];
		if (value === undefined) return [];
		const flag = setting.flag.split(" ")[0] ?? setting.flag;
		return [
			[setting.key, checkValue(setting, value, cwd, (message) => new UsageError(`${flag}: ${message}`))],
		];
	});
}

async function readModule(path: string, base: string): Promise<ReadonlyMap<string, unknown>> {
	if (!(await isFile(path))) throw new InputError(`The configuration ${shown(path)} cannot be read.`);
	const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
	const config = module.default;
	const complain = (message: string) => new UsageError(`${shown(path)}: ${message}`);
	if (typeof config !== "object" || config === null || Array.isArray(config)) {
		throw complain("expected `export default` of an object");
	}
	const values = new Map<string, unknown>();
	for (const [key, value] of Object.entries(config)) {
		const checked = checkKey(key, value, base, complain);
		if (checked !== undefined) values.set(key, checked);
	}
	return values;
}

type Complain = (message: string, offset: number) => UsageError;

function checkEntry(entry: JsonEntry, base: string, complain: Complain): unknown {
	const known = settings.some(({ key }) => key === entry.key) || ["vault", "trust"].includes(entry.key);
	const offset = known ? entry.value.start : entry.start;
	return checkKey(entry.key, plain(entry.value), base, (message) => complain(message, offset));
}

function checkKey(
	key: string,
	value: unknown,
	base: string,
	complain: (message: string) => UsageError,
): unknown {
	if (key === "$schema") return undefined;
	// Kept only to be refused: see refuse().
	if (key === "trust") return value === true;
	if (key === "vault") return checkVaultKey(value, base, complain);
	const setting = settings.find((candidate) => candidate.key === key);
	if (setting === undefined) {
		const near = nearest(key, ["vault", ...settings.map((candidate) => candidate.key)]);
		throw complain(`unknown key “${key}”${near === undefined ? "" : `; did you mean “${near}”?`}`);
	}
	return checkValue(setting, value, base, (message) => complain(`“${key}”: ${message}`));
}

function checkVaultKey(value: unknown, base: string, complain: (message: string) => UsageError): string {
	const path = typeof value === "string" && value !== "" ? resolve(base, value) : undefined;
	if (path === undefined || isAbsolute(value as string) || !contains(base, path)) {
		throw complain("“vault”: expected a folder below the configuration file, such as “vault”");
	}
	return path;
}

function checkValue(
	setting: Setting,
	value: unknown,
	base: string,
	complain: (message: string) => UsageError,
): unknown {
	const expected = (what: string) => complain(`expected ${what}, found ${describe(value)}`);
	switch (setting.kind) {
		case "text":
			if (typeof value !== "string" || value.trim() === "") throw expected("text");
			return value.trim();
		case "path":
			if (setting.key === "cache" && value === false) return false;
			if (typeof value !== "string" || value === "") throw expected("a path");
			return resolve(base, value);
		case "choice":
			if (setting.orNote && noteName.test(String(value))) return value;
			if (!setting.values?.includes(String(value)))
				throw expected(`one of ${setting.values?.join(", ")}${setting.orNote ? " or [[note]]" : ""}`);
			return value;
		case "switch":
			if (typeof value !== "boolean") throw expected("true or false");
			return value;
		case "list":
			if (!isTexts(value)) throw expected("a list of texts");
			return value;
		case "count":
			return checkCount(setting, value) ?? fail(expected(describeCount(setting)));
		case "url":
			return checkUrl(value) ?? fail(expected("an absolute URL such as https://notes.example.org/"));
	}
}

function checkCount({ range: [least, greatest, step] = wholeNumbers }: Setting, value: unknown) {
	if (typeof value !== "number" || !Number.isInteger(value)) return undefined;
	return value >= least && value <= greatest && value % step === 0 ? value : undefined;
}

function describeCount({ range: [least, greatest, step] = wholeNumbers }: Setting): string {
	return `${step > 1 ? `a multiple of ${step}` : "a whole number"} from ${least} to ${greatest}`;
}

function fail(error: Error): never {
	throw error;
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
}

/** With a trailing slash, without query, fragment or password. */
function checkUrl(value: unknown): string | undefined {
	if (typeof value !== "string" || !URL.canParse(value)) return undefined;
	const url = new URL(value);
	if (!/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") return undefined;
	if (url.username !== "" || url.password !== "") return undefined;
	return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

function describe(value: unknown): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "an object";
	if (typeof value === "string") return `“${value.slice(0, 60)}”`;
	return `${typeof value === "number" ? "the number " : ""}${String(value)}`;
}

/** The value without its places. Keys of objects do not matter: no setting takes an object. */
function plain(node: JsonNode): unknown {
	if (node.kind === "scalar") return node.value;
	return node.kind === "array" ? node.items.map(plain) : {};
}

function located<T>(path: string, source: string, parse: () => T): T {
	try {
		return parse();
	} catch (error) {
		if (error instanceof JsonError) throw complainer(path, source)(error.message, error.offset);
		throw error;
	}
}

function complainer(path: string, source: string): Complain {
	return (message, offset) => {
		const before = source.slice(0, offset);
		const line = before.split("\n").length;
		const column = offset - before.lastIndexOf("\n");
		return new UsageError(`${shown(path)}:${line}:${column}: ${message}`);
	};
}

/** As the user would type it. */
function shown(path: string): string {
	const short = relative(process.cwd(), path);
	return short.startsWith("..") || isAbsolute(short) ? path : short;
}

const sizeLimit = 1 << 20;

async function readSource(path: string): Promise<string> {
	if (!(await isFile(path))) throw new InputError(`The configuration ${shown(path)} cannot be read.`);
	const { size } = await stat(path);
	if (size > sizeLimit) throw new InputError(`The configuration ${shown(path)} is larger than 1 MB.`);
	return readFile(path, "utf8");
}

async function isPlainFile(path: string): Promise<boolean> {
	const found = await lstat(path).catch(() => undefined);
	return found?.isFile() ?? false;
}

async function isFile(path: string): Promise<boolean> {
	const found = await stat(path).catch(() => undefined);
	return found?.isFile() ?? false;
}

async function isInside(folder: string, vault: string): Promise<boolean> {
	return contains(await real(vault), await real(folder));
}

async function real(path: string): Promise<string> {
	return realpath(path).catch(() => resolve(path));
}

/** Whether `inner` is `outer` or lies in it; both absolute. */
function contains(outer: string, inner: string): boolean {
	const path = relative(outer, inner);
	return path === "" || (path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}

function quote(path: string): string {
	return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
}

/** The name that differs in the fewest letters, if it is near enough to be what was meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
	const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
	const scored = names
		.map((candidate) => ({
			candidate,
			score: editDistance(name.slice(0, 60).toLowerCase(), candidate.toLowerCase()),
		}))
		.filter(({ score }) => score <= limit)
		.sort((a, b) => a.score - b.score);
	return scored[0]?.candidate;
}

/** Levenshtein, one row at a time: `row[j]` is the distance from what was read of `a` to `b.slice(0, j)`. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}
