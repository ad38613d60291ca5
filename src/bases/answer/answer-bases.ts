import type { Answer, AnswerProblem, AnswerView, FileTable, VaultPath } from "../../model/index.js";
import {
	type Budget,
	Functions,
	type PrepareOptions,
	prepareSyntax,
	QueryError,
	type RunOptions,
} from "../../query/index.js";
import type { Base, BaseProblem, BaseView } from "../document/base.js";
import { baseFunctions } from "../functions/registry.js";
import { BaseError } from "../language/base-error.js";
import { translateView } from "../translate/translate-view.js";
import { type BaseFiles, filesOf } from "../values/files.js";
import { type Summarise, viewOf } from "./view.js";

export interface BaseQuestion {
	/** What a `.base` file or a ` ```base ` block says. */
	readonly code: string;
	/** The file in which it is shown: `this`. Absent for a question that stands nowhere. */
	readonly from?: VaultPath;
	/** The one view that is wanted, by its name. */
	readonly view?: string;
}

export interface BaseWorld {
	readonly graph: PrepareOptions;
	readonly files: FileTable;
	/** Milliseconds since 1970, and the time zone in which it is a day. */
	readonly now: number;
	readonly zone: string;
	/** BCP 47: of month names and the heads of columns. */
	readonly language: string;
	/** Next number in [0, 1). */
	readonly random: () => number;
	/** For each view. */
	readonly budget: Budget;
	readonly signal?: AbortSignal | undefined;
}

/** One view of the answer for each view of the base that can be made. What is wrong with a base is its problem. */
export async function answerBases(question: BaseQuestion, world: BaseWorld): Promise<Answer> {
	// The parser of YAML is large, and most vaults have no bases.
	const { readBase } = await import("../document/read-base.js");
	const base = readBase(question.code);
	const wanted = viewsNamed(base, question.view);
	if (wanted.length === 0 && question.view !== undefined && base.problems.length === 0) {
		const names = base.views.map(({ name }) => name).filter((name) => name !== "");
		const hint = names.length === 0 ? {} : { hint: `its views are ${names.join(", ").slice(0, 300)}` };
		const message = `This base has no view “${question.view.slice(0, 100)}”.`;
		return { views: [], problem: { kind: "absent", message, ...hint } };
	}
	const answering = new Answering(base, question, world);
	const views: AnswerView[] = [];
	for (const view of wanted) {
		const answer = await answering.view(view);
		if (answer !== undefined) views.push(answer);
	}
	const problem = answering.problem;
	return { views, ...(problem !== undefined && { problem }) };
}

/** What the views of a base are called, in its order. */
export async function viewNames(code: string): Promise<readonly string[]> {
	const { readBase } = await import("../document/read-base.js");
	return readBase(code).views.map(({ name }) => name);
}

/** Views that a page shows. */
const mostViews = 40;

export function viewsNamed({ views }: Base, name: string | undefined): readonly BaseView[] {
	if (name === undefined) return views.slice(0, mostViews);
	const found =
		views.find((view) => view.name === name) ??
		views.find((view) => view.name.trim().toLowerCase() === name.trim().toLowerCase());
	return found === undefined ? [] : [found];
}

class Answering {
	readonly #files: BaseFiles;
	readonly #options: PrepareOptions;
	readonly #problems: AnswerProblem[] = [];
	/** What conditions could not be computed, and in how many rows. */
	readonly #reported = new Map<string, number>();

	constructor(
		readonly base: Base,
		readonly question: BaseQuestion,
		readonly world: BaseWorld,
	) {
		this.#files = filesOf(world.files, world.zone);
		const report = (message: string) => {
			if (this.#reported.size < 100 || this.#reported.has(message))
				this.#reported.set(message, (this.#reported.get(message) ?? 0) + 1);
		};
		const own = baseFunctions({ files: world.files, language: world.language, report });
		this.#options = { ...world.graph, functions: new Functions(own), parameters: new Set(["values"]) };
		this.#tell(base.problems);
	}

	/** The first one, in the order of the base. */
	get problem(): AnswerProblem | undefined {
		const placed = [...this.#problems].sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
		if (placed.length > 0) {
			const [first, ...others] = placed as [AnswerProblem, ...AnswerProblem[]];
			const more = others.filter(
				({ message, offset }) => message !== first.message || offset !== first.offset,
			);
			return more.length === 0 ? first : { ...first, message: `${first.message} (and ${more.length} more)` };
		}
		const [reported] = this.#reported;
		if (reported === undefined) return undefined;
		const [message, count] = reported;
		const where = count === 1 ? "for one file" : `for ${count} files`;
		return { kind: "wrong", message: `A condition could not be computed ${where}: ${message}` };
	}

	/** Undefined where it cannot be made. */
	async view(view: BaseView): Promise<AnswerView | undefined> {
		const { world, question, base } = this;
		try {
			const translated = translateView(base, view, {
				...(question.from !== undefined && { self: question.from }),
				isProperty: (name) => this.#files.properties.has(name),
				language: world.language,
			});
			this.#tell(translated.problems);
			const { rows } = await prepareSyntax(translated.query, this.#options, question.code).run(
				this.#runOptions(),
			);
			return viewOf({ base, view, translated, rows, files: this.#files, summarise: this.#summarise });
		} catch (error) {
			this.#problems.push(asProblem(error));
			return undefined;
		}
	}

	readonly #summarise: Summarise = (query, values) => {
		const parameters = new Map([["values", values]]);
		const { rows } = prepareSyntax(query, this.#options, this.question.code).runSync({
			...this.#runOptions(),
			parameters,
		});
		return rows[0]?.[0] ?? null;
	};

	#runOptions(): RunOptions {
		const { budget, signal, now, zone, random } = this.world;
		return { budget, signal, now: BigInt(Math.round(now)) * 1_000_000n, zone, random };
	}

	/** Views share the formulas of their base, and what is wrong with them. */
	#tell(problems: readonly BaseProblem[]): void {
		for (const { message, offset } of problems) {
			const known = this.#problems.some((other) => other.offset === offset && other.message === message);
			if (!known) this.#problems.push({ kind: "wrong", message, offset });
		}
	}
}

/** Whoever cancels a build hears of it, and so does whoever has written this program wrong. */
function asProblem(error: unknown): AnswerProblem {
	if (error instanceof BaseError) return { kind: "wrong", message: error.message, offset: error.offset };
	if (!(error instanceof QueryError)) throw error;
	const { kind, message, span, hint } = error;
	return {
		kind: kind === "BudgetError" ? "costly" : "wrong",
		message,
		...(span !== undefined && { offset: span.start }),
		...(hint !== undefined && { hint }),
	};
}
