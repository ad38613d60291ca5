/**
 * Programs for Dataview as something to be run: which there are, what they may read, and under which keys their results
 * are found. A key says what the program is and what it has read when it last ran, as that is now: an edit of what it has
 * not read leaves its result fresh.
 */
import { createHash } from "node:crypto";
import { readMoment, readScriptWorld } from "../assets.js";
import type { ScriptSupport } from "../cells/index.js";
import { type Clock, dayOf } from "../clock.js";
import { packFile, readPart } from "../dataview/script/index.js";
import {
	baseName,
	type CellFacts,
	type CellPlan,
	type CompiledCell,
	type CompiledNote,
	type ConceptGraph,
	type FileTable,
	type Note,
	type PlannedCell,
	type QueryBlock,
	type ReadNote,
	type ScriptView,
	type Vault,
	type VaultPath,
} from "../model/index.js";
import { createFileTable } from "../query-graph/file-facts.js";
import { readAttachment } from "../vault/index.js";
import { publicVault, type VaultParts } from "./public-vault.js";
import { scriptFlaws } from "./script-flaw.js";

export interface ScriptParts {
	readonly vault: Vault;
	readonly notes: readonly ReadNote[];
	readonly graph: ConceptGraph;
}

export interface PlannedScripts {
	readonly plan: CellPlan;
	readonly support: ScriptSupport;
}

/** @param reads whether programs are read, and what cannot be has no key: for those who run them */
export async function planScripts(
	parts: ScriptParts,
	clock: Clock,
	{ reads }: { readonly reads: boolean },
): Promise<PlannedScripts> {
	const shown = publicPart(parts);
	const facts = new VaultReads(parts.vault, shown, clock);
	const { openRecordFolder, readReads } = await import("../cells/index.js");
	const known = readReads(openRecordFolder(parts.vault.root));
	const flawOf = reads ? await scriptFlaws() : undefined;
	const world = readScriptWorld();
	const stars = [...(parts.vault.settings.bookmarks ?? [])].sort();
	const planned: PlannedCell[] = [];
	for (const { note, cells } of shown.notes) {
		let count = 0;
		for (const [query, block] of note.queries.entries()) {
			if (block.language !== "dataviewjs") continue;
			count++;
			const views = await facts.viewsOf(block.code);
			const given = { from: note.path, form: block.form, zone: clock.zone, now: noonOf(clock), stars };
			const { code, form } = block;
			const base = digest([schema, world.digest, form, code, note.path, clock.zone, stars, views]);
			const read = known.get(base);
			if (read !== undefined) await facts.prepare(read);
			const cell = scriptCell(note, block, count);
			const flaw = flawOf?.(code);
			planned.push({
				...{ note: note.path, index: cells.length + count - 1, needs: [], files: [] },
				compiled: { cell, facts: noFacts, links: [], diagnostics: [] },
				...(flaw === undefined && { key: facts.keyOf(base, read) }),
				script: {
					...{ query, base, now: given.now, zone: clock.zone, given: JSON.stringify(given), views },
					...(read !== undefined && { reads: read }),
					readsTexts: [code, ...views.map((view) => view.code)].some((text) =>
						/\bio\b|csv|\b(?:cachedRead|read)\s*\(/i.test(text),
					),
				},
			});
		}
	}
	return {
		plan: { cells: planned, diagnostics: [] },
		support: {
			world: world.text,
			moment: () => readMoment(),
			files: () => facts.files(),
			texts: () => facts.texts(),
			keyOf: (base, read) => facts.keyOf(base, read),
		},
	};
}

const schema = 1;

/** What readers of the site may know, and all files that are no notes: a program names what it reads of these. */
function publicPart(parts: ScriptParts): VaultParts {
	const drafts = new Set(parts.notes.filter(({ note }) => !note.published).map(({ note }) => note.path));
	const notes = parts.notes as unknown as readonly CompiledNote[];
	return publicVault({ ...parts, notes }, (concept) => !drafts.has(concept as VaultPath));
}

function scriptCell(note: Note, { code, lines, span }: QueryBlock, count: number): CompiledCell["cell"] {
	return {
		...{ form: "script", path: note.path, language: "js", id: `dataviewjs-${count}`, code, lines, span },
		options: {
			...{ seed: 0, timeout: 10, memory: 512, reads: [], params: [], impure: false },
			...{ echo: "show", output: "show", page: "static", expectError: false },
		},
	};
}

/** Nobody imports from a program, and it imports from nobody. */
const noFacts: CellFacts = {
	...{ imports: [], exports: [], types: [], declares: [], defines: [], uses: [], assigns: [] },
	...{ tokens: "", plain: "" },
};

/** The middle of the day, at which a program's clock stands: the same day in nearly all time zones. */
export function noonOf(clock: Clock): number {
	const [year, month, day] = dayOf(clock).split("-").map(Number);
	const noon = Date.UTC(year!, month! - 1, day, 12);
	const format = new Intl.DateTimeFormat("en", {
		...{ timeZone: clock.zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
		...{ hour: "numeric", minute: "numeric" },
	});
	const shown = new Map<string, number>(
		format.formatToParts(noon).map(({ type, value }) => [type, Number(value)]),
	);
	const at = (part: string) => shown.get(part) ?? 0;
	const there = Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"));
	return noon - (there - noon);
}

/** Files of which a program may be given the text, and how much of them. */
const textFiles = /\.(?:md|txt|csv|tsv|json|ya?ml|toml|xml|html?|css|js|svg|ics|bib|log)$/i;
const longestText = 2_000_000;
const longestTexts = 32_000_000;
/** Programs that others call. */
const mostViews = 100;
const longestView = 200_000;

/** What a vault's programs can read, and digests of it. */
class VaultReads {
	readonly #vault: Vault;
	readonly #clock: Clock;
	readonly #table: FileTable;
	readonly #digests = new Map<string, string>();
	readonly #texts = new Map<VaultPath, string | null>();
	#files: string | undefined;
	#views: Promise<readonly ScriptView[]> | undefined;

	/** @param vault as it was read, through which its files are opened */
	constructor(vault: Vault, shown: VaultParts, clock: Clock) {
		this.#vault = vault;
		this.#clock = clock;
		this.#table = createFileTable(shown);
	}

	files(): string {
		this.#files ??= JSON.stringify(this.#table.files.map(packFile));
		return this.#files;
	}

	async texts(): Promise<string> {
		await this.#loadTexts();
		return JSON.stringify(Object.fromEntries([...this.#texts].sort(([a], [b]) => (a < b ? -1 : 1))));
	}

	/** Before keys are asked for: loads the texts that were read. */
	async prepare(reads: readonly string[]): Promise<void> {
		if (reads.includes("text *")) await this.#loadTexts();
		for (const name of reads) {
			const path = /^text (.+)$/s.exec(name)?.[1];
			if (path !== undefined && path !== "*") await this.#loadText(path as VaultPath);
		}
	}

	/** Without what it has read, it is a key that no result has: nothing is known of it. */
	keyOf(base: string, reads: readonly string[] | undefined): string {
		if (reads === undefined) return digest([base, "unknown"]);
		return digest([base, reads.map((name) => [name, this.#digestOf(name)])]);
	}

	#digestOf(name: string): string {
		const known = this.#digests.get(name);
		if (known !== undefined) return known;
		const made = this.#find(name);
		this.#digests.set(name, made);
		return made;
	}

	#find(name: string): string {
		if (name === "day") return dayOf(this.#clock);
		const { files } = this.#table;
		if (name === "names") return digest(files.map(({ path, note }) => [path, note !== undefined]));
		const [, part = "", path = ""] = /^(value \S*|\w+) (.+)$/s.exec(name) ?? [];
		if (part === "text") {
			if (path === "*") return digest([...this.#texts].sort(([a], [b]) => (a < b ? -1 : 1)));
			return digest(this.#texts.get(path as VaultPath) ?? null);
		}
		if (path === "*") return digest(files.map((file) => this.#digestOf(`${part} ${file.path}`)));
		const file = this.#table.get(path as VaultPath);
		return file === undefined ? "none" : digest(readPart(file, part) ?? "unknown");
	}

	async #loadTexts(): Promise<void> {
		let room = longestTexts;
		for (const { path, note } of this.#table.files) {
			if (note === undefined && !textFiles.test(path)) continue;
			await this.#loadText(path);
			const length = this.#texts.get(path)?.length ?? 0;
			room -= length;
			if (room < 0) this.#texts.set(path, null);
		}
	}

	async #loadText(path: VaultPath): Promise<void> {
		if (this.#texts.has(path)) return;
		const file = this.#table.get(path);
		if (file === undefined) return;
		const text = file.note === undefined ? await this.#attachment(path, longestText) : file.source;
		this.#texts.set(path, text === undefined || text.length > longestText ? null : text);
	}

	/** Undefined for what is too long, or cannot be read. */
	async #attachment(path: VaultPath, longest: number): Promise<string | undefined> {
		if (!textFiles.test(path) || (this.#table.get(path)?.size ?? 0) > longest) return undefined;
		try {
			const pieces: Uint8Array[] = [];
			for await (const piece of readAttachment(this.#vault, path)) pieces.push(piece);
			return Buffer.concat(pieces).toString("utf8");
		} catch {
			return undefined;
		}
	}

	/** Those that a program may call: by the names that it says, or all of them where it computes one. */
	async viewsOf(code: string): Promise<readonly ScriptView[]> {
		if (!viewCall.test(code)) return [];
		this.#views ??= this.#loadViews();
		const all = await this.#views;
		const found = new Set<ScriptView>();
		const open = [code];
		for (let text = open.pop(); text !== undefined; text = open.pop()) {
			const names = viewNames(text);
			for (const view of all) {
				if (found.has(view) || !(names === undefined || names.some((name) => isNamed(view.path, name))))
					continue;
				found.add(view);
				open.push(view.code);
			}
		}
		return all.filter((view) => found.has(view));
	}

	async #loadViews(): Promise<readonly ScriptView[]> {
		const paths = this.#table.files.map(({ path }) => path).filter((path) => /\.js$/i.test(path));
		const views: ScriptView[] = [];
		for (const path of paths.slice(0, mostViews)) {
			const code = await this.#attachment(path, longestView);
			if (code !== undefined) views.push({ path, code: code.replace(/\r\n?/g, "\n") });
		}
		return views;
	}
}

const viewCall = /\.\s*view\s*\(/;

/** What a program calls by name; undefined where a name is computed. */
function viewNames(code: string): readonly string[] | undefined {
	const calls = code.match(new RegExp(viewCall, "g"))?.length ?? 0;
	const named = [...code.matchAll(/\.\s*view\s*\(\s*(["'`])([^"'`\\$\n]{1,500})\1\s*[,)]/g)];
	return named.length < calls ? undefined : named.map(([, , name = ""]) => name);
}

function isNamed(path: string, name: string): boolean {
	const last = baseName(name).toLowerCase();
	const lower = path.toLowerCase();
	return [`${last}.js`, `${last}/view.js`].some((end) => lower === end || lower.endsWith(`/${end}`));
}

function digest(value: unknown): string {
	return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
