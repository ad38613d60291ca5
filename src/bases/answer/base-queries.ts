import type { FileTable, VaultPath } from "../../model/index.js";
import { printQuery } from "../../query/index.js";
import { BaseError } from "../language/base-error.js";
import { translateView } from "../translate/translate-view.js";
import { filesOf } from "../values/files.js";
import { viewsNamed } from "./answer-bases.js";

/** A view of a base as a query that can be asked by itself. */
export interface PrintedView {
	readonly name: string;
	readonly query: string;
	/** For each summary, a query of the values of its column, `$values`. */
	readonly summaries: readonly { readonly column: string; readonly title: string; readonly query: string }[];
}

export interface PrintedBase {
	readonly views: readonly PrintedView[];
	readonly problems: readonly { readonly message: string; readonly offset: number }[];
}

/** What is asked of the engine for each view of a base, or for the one that is named. */
export async function baseQueries(
	{ code, from, view }: { readonly code: string; readonly from?: VaultPath; readonly view?: string },
	{ files, language }: { readonly files: FileTable; readonly language: string },
): Promise<PrintedBase> {
	const { readBase } = await import("../document/read-base.js");
	const base = readBase(code);
	const known = filesOf(files, "UTC");
	const problems = [...base.problems];
	const views = viewsNamed(base, view).flatMap((each): PrintedView[] => {
		try {
			const translated = translateView(base, each, {
				...(from !== undefined && { self: from }),
				isProperty: (name) => known.properties.has(name),
				language,
			});
			problems.push(...translated.problems.filter((problem) => !base.problems.includes(problem)));
			const summaries = translated.columns.flatMap(({ title, summary }) =>
				summary === undefined
					? []
					: [{ column: title, title: summary.title, query: printQuery(summary.query) }],
			);
			return [{ name: each.name, query: printQuery(translated.query), summaries }];
		} catch (error) {
			if (!(error instanceof BaseError)) throw error;
			problems.push({ message: error.message, offset: error.offset });
			return [];
		}
	});
	return { views, problems };
}
