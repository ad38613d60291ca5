/**
 * The questions that notes ask, answered: each by who knows its language, all over one graph that is built when the
 * first of them is met. A question that is wrong, or costs too much, has a problem for an answer and stops nobody.
 */
import type { CypherWorld } from "./answer-cypher.js";
import type { BaseWorld } from "./bases/index.js";
import { boundAnswer } from "./bound-answer.js";
import type { Clock } from "./clock.js";
import type {
	Answer,
	AnswerProblem,
	CellPlan,
	ConceptMap,
	Diagnostic,
	Embedding,
	FileTable,
	Note,
	QueryBlock,
	VaultPath,
} from "./model/index.js";
import { placeInFile, valuesOf } from "./model/index.js";
import type { VaultParts } from "./public-vault.js";
import type { QueryGraph } from "./query-graph.js";

export interface AnswerInput extends VaultParts {
	/** The order of the cells, which are part of the graph. */
	readonly plan: CellPlan;
	/** What the network has learned; absent where it was not built. */
	readonly embedding?: Embedding;
	readonly map?: ConceptMap;
	/** For who looks for flaws: what needs the network is not run. */
	readonly withoutNetwork?: boolean;
	readonly clock: Clock;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: (done: number, total: number) => void;
}

export interface AnsweredQueries {
	/** For each note that asks: `answers[i]` answers `note.queries[i]`; absent for what nobody here can read. */
	readonly answers: ReadonlyMap<VaultPath, readonly (Answer | undefined)[]>;
	readonly diagnostics: readonly Diagnostic[];
}

/** Milliseconds and bytes for one question, and milliseconds for all of a vault. */
const budget = { time: 10_000, memory: 400e6, rows: 100_000 };
const allTime = 120_000;

/** Notes are asked in the order of their paths, and each in the order of its lines. */
export async function answerQueries(input: AnswerInput): Promise<AnsweredQueries> {
	const asking = input.notes
		.map(({ note }) => note)
		.filter(({ queries }) => queries.length > 0)
		.sort((a, b) => (a.path < b.path ? -1 : 1));
	const answers = new Map<VaultPath, readonly (Answer | undefined)[]>();
	if (asking.length === 0) return { answers, diagnostics: [] };
	const total = asking.reduce((sum, { queries }) => sum + queries.length, 0);
	const diagnostics: Diagnostic[] = [];
	const answering = new Answering(input);
	let done = 0;
	for (const note of asking) {
		const own: (Answer | undefined)[] = [];
		for (const query of note.queries) {
			input.signal?.throwIfAborted();
			const answer = await answering.answer(query, note);
			own.push(answer && boundAnswer(answer));
			if (answer !== undefined) diagnostics.push(...diagnosticsOf(answer, query, note));
			input.onProgress?.(++done, total);
		}
		answers.set(note.path, own);
	}
	return { answers, diagnostics };
}

/** What answering takes, each loaded or built when it is first needed. */
class Answering {
	readonly #input: AnswerInput;
	#queries: QueryGraph | undefined;
	#files: FileTable | undefined;
	#spent = 0;

	constructor(input: AnswerInput) {
		this.#input = input;
	}

	async answer(query: QueryBlock, note: Note): Promise<Answer | undefined> {
		if (query.language === "dataviewjs") return { views: [], problem: program };
		if (this.#spent > allTime) return { views: [], problem: tooMany };
		const before = performance.now();
		try {
			return await this.#ask(query, note);
		} finally {
			this.#spent += performance.now() - before;
		}
	}

	async #ask({ language, code }: QueryBlock, { path, lang }: Note): Promise<Answer | undefined> {
		switch (language) {
			case "cypher": {
				const { answerCypher } = await import("./answer-cypher.js");
				return answerCypher({ code, from: path }, await this.#cypherWorld(`${path}\n${code}`));
			}
			case "search": {
				const { answerSearch } = await import("./search/index.js");
				const { store, options, conceptOf } = await this.#graph();
				const linkTo = (node: number) => {
					const concept = conceptOf(node);
					if (concept === undefined) return undefined;
					return { kind: "link" as const, concept, text: String(store.nodeValue(node, "title")) };
				};
				return answerSearch(code, { graph: options, linkTo, budget, signal: this.#input.signal });
			}
			case "base": {
				const { answerBases } = await import("./bases/index.js");
				return answerBases({ code, from: path }, await this.#baseWorld(`${path}\n${code}`, lang));
			}
			default:
				return undefined;
		}
	}

	async #baseWorld(place: string, language: string): Promise<BaseWorld> {
		const { clock, signal } = this.#input;
		const graph = (await this.#graph()).options;
		const random = await randomAt(place);
		return { graph, files: await this.#fileTable(), ...clock, language, random, budget, signal };
	}

	async #fileTable(): Promise<FileTable> {
		if (this.#files !== undefined) return this.#files;
		const { createFileTable } = await import("./file-facts.js");
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
		const { createQueryGraph } = await import("./query-graph.js");
		this.#queries = createQueryGraph(this.#input);
		return this.#queries;
	}
}

/** The same numbers in every build. */
async function randomAt(place: string): Promise<() => number> {
	const { createRng, hashText } = await import("./kernels/index.js");
	const rng = createRng(hashText(place));
	return () => rng.uniform();
}

const program: AnswerProblem = {
	kind: "code",
	message: "This is a JavaScript program for Dataview. Compiling a vault runs no programs.",
	hint: "ask the same in a dataview block, or write it as a code cell",
};

const tooMany: AnswerProblem = {
	kind: "costly",
	message: `All questions of this vault together took longer than ${allTime / 1000} seconds; this one was not asked.`,
};

function diagnosticsOf(answer: Answer, query: QueryBlock, { path }: Note): Diagnostic[] {
	const found: Diagnostic[] = [];
	if (answer.problem !== undefined) found.push(problemDiagnostic(answer.problem, query, path));
	const values = problemsIn(answer);
	if (values.length > 0) {
		const others = values.length > 1 ? ` (and ${values.length - 1} more)` : "";
		found.push({
			rule: "query/value",
			severity: "warning",
			message: `A value in this answer could not be computed: ${values[0]!.slice(0, 500)}${others}`,
			...{ path, span: query.span, position: query.position },
		});
	}
	return found;
}

function problemDiagnostic(
	{ kind, message, offset, end, hint }: AnswerProblem,
	query: QueryBlock,
	path: VaultPath,
): Diagnostic {
	const rules = {
		wrong: "query/wrong",
		costly: "query/costly",
		code: "query/program",
		absent: "query/absent",
	};
	const position = offset === undefined ? query.position : placeInFile(query, offset);
	const stop =
		offset === undefined || end === undefined
			? position.offset
			: placeInFile(query, Math.max(offset, end)).offset;
	return {
		rule: rules[kind],
		severity: kind === "code" ? "info" : "warning",
		message,
		path,
		span: offset === undefined ? query.span : { start: position.offset, end: stop },
		position,
		...(hint !== undefined && { hint }),
	};
}

function problemsIn({ views }: Answer): string[] {
	const messages: string[] = [];
	for (const view of views) {
		for (const value of valuesOf(view))
			if (typeof value === "object" && value?.kind === "problem") messages.push(value.message);
	}
	return messages;
}
