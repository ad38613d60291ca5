/**
 * The questions that notes ask, answered: each by who knows its language, all over one graph that is built when the
 * first of them is met. A question that is wrong, or costs too much, has a problem for an answer and stops nobody.
 */

import type { BaseQuestion, BaseWorld } from "../bases/index.js";
import type { Clock } from "../clock.js";
import type { DataviewWorld, Pages, TableReader } from "../dataview/index.js";
import type {
	Answer,
	AnswerProblem,
	CellPlan,
	CellResult,
	ConceptMap,
	Diagnostic,
	Embedding,
	FileTable,
	Link,
	Note,
	Position,
	QueryBlock,
	ResolvedLink,
	VaultPath,
} from "../model/index.js";
import type { QueryGraph } from "../query-graph/query-graph.js";
import type { CypherWorld } from "./answer-cypher.js";
import { boundAnswer } from "./bound-answer.js";
import type { NameHint } from "./name-hints.js";
import type { VaultParts } from "./public-vault.js";
import { type AskedAt, answerDiagnostics, hintDiagnostics } from "./query-diagnostics.js";
import { notRun } from "./script-answer.js";
import { type KnownProgram, programRemarks } from "./script-diagnostics.js";

export interface AnswerInput extends VaultParts {
	/** The order of the cells, which are part of the graph. */
	readonly plan: CellPlan;
	readonly results?: readonly CellResult[];
	/** What the network has learned; absent where it was not built. */
	readonly embedding?: Embedding;
	readonly map?: ConceptMap;
	/** For who looks for flaws: what needs the network is not run. */
	readonly withoutNetwork?: boolean;
	readonly clock: Clock;
	/** Tables that notes name; without it, there are none. */
	readonly tables?: TableReader;
	/** What is stored of the programs of notes; without it, none has been run. */
	readonly scripts?: RecordedScripts;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: (done: number, total: number) => void;
}

/** What a note's program (`Note.queries[query]`) has left when it last ran. */
export type RecordedScripts = (path: VaultPath, query: number) => Answer | undefined;

export interface AnsweredQueries {
	/** For each note that asks, and for each base. */
	readonly answers: ReadonlyMap<VaultPath, OwnAnswers>;
	readonly diagnostics: readonly Diagnostic[];
	/** Of which they were asked; absent where none needed it. */
	readonly queries?: QueryGraph;
}

export interface OwnAnswers {
	/** Index for index as `note.queries`, absent for what nobody here can read; for a base its own alone. */
	readonly answers: readonly (Answer | undefined)[];
	/** Of the bases that it embeds, by where the link begins. */
	readonly embeds: ReadonlyMap<number, Answer>;
}

/** Milliseconds and bytes for one question, and milliseconds for all of a vault. */
const budget = { time: 10_000, memory: 400e6, rows: 100_000 };
const allTime = 120_000;

/** Whether a note has a question to answer. */
export function asks({ queries, links }: Note): boolean {
	return queries.length > 0 || links.some(showsBase);
}

/** `![[x.base]]`, `![[x.base#View]]` */
function showsBase({ kind, target, comment }: Link): boolean {
	return kind === "embed" && comment !== true && /\.base$/i.test(target);
}

/**
 * Notes are asked in the order of their paths, and each in the order of its lines, what it embeds last; then the bases,
 * for their own pages.
 */
export async function answerQueries(input: AnswerInput): Promise<AnsweredQueries> {
	const asking = input.notes
		.map(({ note }) => note)
		.filter(asks)
		.sort((a, b) => (a.path < b.path ? -1 : 1));
	const answers = new Map<VaultPath, OwnAnswers>();
	const ownPages = input.vault.bases;
	if (asking.length === 0 && ownPages.length === 0) return { answers, diagnostics: [] };
	const bases = asking.map(({ path }) =>
		(input.graph.resolved.get(path) ?? []).filter(({ link }) => showsBase(link)),
	);
	const embedding = asking.reduce((sum, { queries }, i) => sum + queries.length + bases[i]!.length, 0);
	const total = embedding + ownPages.length;
	const diagnostics: Diagnostic[] = [];
	const programs: KnownProgram[] = [];
	const answering = new Answering(input);
	let done = 0;
	const answered = (answer: Answer | undefined, place: AskedAt | undefined) => {
		input.signal?.throwIfAborted();
		input.onProgress?.(++done, total);
		if (answer !== undefined && place !== undefined) diagnostics.push(...answerDiagnostics(answer, place));
		return answer && boundAnswer(answer);
	};
	const hint = async (answer: Answer | undefined, place: AskedAt) => {
		if (answer !== undefined)
			diagnostics.push(...hintDiagnostics(await answering.hints(place, answer), place));
	};
	for (const [i, note] of asking.entries()) {
		const own: (Answer | undefined)[] = [];
		for (const [index, query] of note.queries.entries()) {
			const place = { ...query, path: note.path };
			const answer = answered(await answering.answer(query, index, note), place);
			// Drafts are not run.
			if (answer !== undefined && query.language === "dataviewjs" && note.published)
				programs.push({ answer, place });
			await hint(answer, place);
			own.push(answer);
		}
		const embeds = new Map<number, Answer>();
		for (const resolved of bases[i]!) {
			const embedded = await answering.embedded(resolved, note);
			// What is wrong within the base is told of the base.
			const isTold = embedded?.answer.problem?.offset !== undefined;
			const answer = embedded && answered(embedded.answer, isTold ? undefined : embedded.place);
			if (answer !== undefined) embeds.set(resolved.link.span.start, answer);
		}
		answers.set(note.path, { answers: own, embeds });
	}
	const language = languageOf(input.notes);
	for (const { path, source } of ownPages) {
		const { answer, place } = await answering.ownBase(path, source, language);
		answers.set(path, { answers: [answered(answer, place)], embeds: new Map() });
		await hint(answer, { ...place, language: "base" });
	}
	const { queries } = answering;
	return {
		...{ answers, diagnostics: [...diagnostics, ...programRemarks(programs)] },
		...(queries && { queries }),
	};
}

/** What answering takes, each loaded or built when it is first needed. */
class Answering {
	readonly #input: AnswerInput;
	#queries: QueryGraph | undefined;
	#files: FileTable | undefined;
	#pages: Pages | undefined;
	#spent = 0;

	constructor(input: AnswerInput) {
		this.#input = input;
	}

	get queries(): QueryGraph | undefined {
		return this.#queries;
	}

	async answer(query: QueryBlock, index: number, note: Note): Promise<Answer | undefined> {
		if (query.language === "dataviewjs")
			return this.#input.scripts?.(note.path, index) ?? { views: [], problem: notRun };
		return this.#timed(() => this.#ask(query, note));
	}

	/** A base that a note embeds; undefined where there is none to be shown. */
	async embedded(
		{ link, resolution }: ResolvedLink,
		note: Note,
	): Promise<{ readonly answer: Answer; readonly place: AskedAt } | undefined> {
		if (resolution.kind === "missing") return undefined;
		const code = this.#input.vault.bases.find(({ path }) => path === resolution.path)?.source;
		if (code === undefined) return undefined;
		const view = link.heading === undefined ? {} : { view: link.heading };
		const question = { code, from: note.path, ...view };
		const answer = await this.#timed(() => this.#base(question, note));
		const place = { code, lines: linesOf(code), span: link.span, position: link.position, path: note.path };
		return answer && { answer, place };
	}

	/** A base as its own page shows it. */
	async ownBase(
		path: VaultPath,
		source: string,
		lang: string,
	): Promise<{ readonly answer: Answer | undefined; readonly place: AskedAt }> {
		const answer = await this.#timed(() => this.#base({ code: source, from: path }, { path, lang }));
		const start = { line: 1, column: 1, offset: 0 };
		const place = { code: source, lines: linesOf(source), span: { start: 0, end: 0 }, position: start, path };
		return { answer, place };
	}

	/** Names in a question that may be misspelt. */
	async hints(
		{ language, code, form = "fence", path }: AskedAt,
		answer: Answer,
	): Promise<readonly NameHint[]> {
		if (language === undefined || answer.problem !== undefined) return [];
		const { nameHints } = await import("./name-hints.js");
		const known = { files: () => this.#fileTable(), graph: () => this.#graph() };
		return nameHints({ language, code, form, from: path }, answer, known);
	}

	async #timed(ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
		if (this.#spent > allTime) return { views: [], problem: tooMany };
		const before = performance.now();
		try {
			return await ask();
		} finally {
			this.#spent += performance.now() - before;
		}
	}

	async #ask({ language, code, form }: QueryBlock, note: Note): Promise<Answer | undefined> {
		const { path } = note;
		switch (language) {
			case "cypher": {
				const { answerCypher } = await import("./answer-cypher.js");
				return answerCypher({ code, from: path }, await this.#cypherWorld(`${path}\n${code}`));
			}
			case "search": {
				const { answerSearch } = await import("../search/index.js");
				const { store, options, conceptOf } = await this.#graph();
				const linkTo = (node: number) => {
					const concept = conceptOf(node);
					if (concept === undefined) return undefined;
					return { kind: "link" as const, concept, text: String(store.nodeValue(node, "title")) };
				};
				return answerSearch(code, { graph: options, linkTo, budget, signal: this.#input.signal });
			}
			case "dataview": {
				const { answerDataview } = await import("../dataview/index.js");
				const answer = await answerDataview({ code, form, from: path }, await this.#dataviewWorld());
				return form === "inline" && isAside(code, answer) ? undefined : answer;
			}
			case "base":
				return this.#base({ code, from: path }, note);
			default:
				return undefined;
		}
	}

	async #base(question: BaseQuestion, { path, lang }: Pick<Note, "path" | "lang">): Promise<Answer> {
		const { answerBases } = await import("../bases/index.js");
		return answerBases(question, await this.#baseWorld(`${path}\n${question.code}`, lang));
	}

	async #baseWorld(place: string, language: string): Promise<BaseWorld> {
		const { clock, signal } = this.#input;
		const graph = (await this.#graph()).options;
		const random = await randomAt(place);
		return { graph, files: await this.#fileTable(), ...clock, language, random, budget, signal };
	}

	async #dataviewWorld(): Promise<DataviewWorld> {
		const { clock, signal, vault } = this.#input;
		if (this.#pages === undefined) {
			const { Pages } = await import("../dataview/index.js");
			const { bookmarks } = vault.settings;
			this.#pages = new Pages(await this.#fileTable(), clock.zone, bookmarks, undefined, this.#input.tables);
		}
		const graph = (await this.#graph()).options;
		return { graph, files: await this.#fileTable(), pages: this.#pages, now: clock.now, budget, signal };
	}

	async #fileTable(): Promise<FileTable> {
		if (this.#files !== undefined) return this.#files;
		const { createFileTable } = await import("../query-graph/file-facts.js");
		this.#files = createFileTable(this.#input);
		return this.#files;
	}

	/** `rand()` gives the same numbers in the same place. */
	async #cypherWorld(place: string): Promise<CypherWorld> {
		const { clock, signal } = this.#input;
		const { withoutNetwork = false } = this.#input;
		const random = await randomAt(place);
		return { queries: await this.#graph(), budget, ...clock, random, signal, withoutNetwork };
	}

	async #graph(): Promise<QueryGraph> {
		if (this.#queries !== undefined) return this.#queries;
		const { createQueryGraph } = await import("../query-graph/query-graph.js");
		this.#queries = createQueryGraph(this.#input);
		return this.#queries;
	}
}

/**
 * Whether code that begins with `=` was no question: it names neither the note nor another one, and is worth nothing. So
 * stand formulas of spreadsheets in notes of people who have never heard of Dataview.
 */
function isAside(code: string, { views }: Answer): boolean {
	const [view] = views;
	return view?.shape === "value" && view.value === null && !/\bthis\b|\[\[/.test(code);
}

/** The same numbers in every build. */
async function randomAt(place: string): Promise<() => number> {
	const { createRng, hashText } = await import("../kernels/index.js");
	const rng = createRng(hashText(place));
	return () => rng.uniform();
}

const tooMany: AnswerProblem = {
	kind: "costly",
	message: `All questions of this vault together took longer than ${allTime / 1000} seconds; this one was not asked.`,
};

/** That of most notes: a base has none. */
function languageOf(notes: AnswerInput["notes"]): string {
	const counts = new Map<string, number>();
	for (const { note } of notes) counts.set(note.lang, (counts.get(note.lang) ?? 0) + 1);
	const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	return first?.[0] ?? "en";
}

/** Where the lines of a file stand. */
function linesOf(text: string): readonly Position[] {
	let offset = 0;
	return text.split("\n").map((line, i) => {
		const position = { line: i + 1, column: 1, offset };
		offset += line.length + 1;
		return position;
	});
}
