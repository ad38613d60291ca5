/**
 * The questions of published notes, answered from what the site shows and ready to be shown there. An answer holds for
 * the day on which it was given, and for the files as they were.
 */
import { createHash } from "node:crypto";
import { type Clock, dayOf } from "../clock.js";
import type { TableReader } from "../dataview/index.js";
import type {
	CellPlan,
	CellResult,
	CompiledNote,
	ConceptMap,
	Diagnostic,
	Embedding,
	Vault,
	VaultPath,
} from "../model/index.js";
import type { CompileNoteOptions } from "../note-compiler/compile-note.js";
import type { QueryGraph } from "../query-graph/query-graph.js";
import type { NoteAnswers, SitePlan } from "../site/index.js";
import { answerQueries, asks, type RecordedScripts } from "./answer-queries.js";
import { type AnswerSummary, summarize } from "./answer-summary.js";
import { renderAnswerTexts } from "./answer-texts.js";
import { publicVault, type VaultParts } from "./public-vault.js";

export interface SiteQuestions extends VaultParts {
	readonly plan: CellPlan;
	readonly results?: readonly CellResult[];
	readonly embedding?: Embedding;
	readonly map?: ConceptMap;
	readonly clock: Clock;
	readonly scripts?: RecordedScripts;
	readonly tables?: TableReader;
	readonly options: CompileNoteOptions & { readonly aliasLinks: boolean };
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: (done: number, total: number) => void;
}

export interface SiteAnswers {
	readonly answers: ReadonlyMap<VaultPath, NoteAnswers>;
	readonly diagnostics: readonly Diagnostic[];
	/** Of which they were asked; absent where none needed it. */
	readonly queries?: QueryGraph;
	readonly summary: AnswerSummary;
}

/** Whether there is anything to answer: most vaults pay nothing. */
export function asksAnything(notes: readonly CompiledNote[], { bases }: Vault): boolean {
	return bases.length > 0 || notes.some(({ note }) => note.published && asks(note));
}

export async function answerSite(questions: SiteQuestions, { shows }: SitePlan): Promise<SiteAnswers> {
	const parts = publicVault(questions, shows);
	const { answers, diagnostics, queries } = await answerQueries({ ...questions, ...parts });
	const asked = new Map(parts.notes.map(({ note }) => [note.path, note.queries]));
	return {
		answers: await renderAnswerTexts(answers, parts, questions.options),
		diagnostics,
		...(queries && { queries }),
		summary: summarize(answers, (path, query) => asked.get(path)?.[query]?.language === "dataviewjs"),
	};
}

/** What answers depend on besides what notes say: on another day, or when a file has another time, it is another. */
export function answersAsOf({ notes, canvases, bases, attachments, settings }: Vault, clock: Clock): string {
	const hash = createHash("sha256").update(`${dayOf(clock)} ${clock.zone} ${JSON.stringify(settings)}`);
	for (const { path, stat } of [...notes, ...canvases, ...bases, ...attachments])
		hash.update(JSON.stringify([path, stat?.size, stat?.created, stat?.modified]));
	return hash.digest("hex");
}
