import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { AttributedGraph } from "../../src/embedding/graph/attributed-graph.js";
import { sortPairs } from "../../src/embedding/graph/pairs.js";
import type { TermCounts } from "../../src/embedding/text/count-terms.js";
import { inverseFrequencies, weighTerms } from "../../src/embedding/text/tf-idf.js";
import type { TaskMaker } from "./task.js";

/**
 * A graph without text, as folders of tables keep it: `edges.tsv`, `features.tsv` (`# n F`, then row, column, value),
 * and `split0/`, `split1/`, … with `train.tsv`, `test.tsv` and `test_neg.tsv`.
 */
export function citationTasks(dir: string, splits: number): TaskMaker {
	const { items, counts } = readFeatures(join(dir, "features.tsv"));
	const known = readTable(join(dir, "edges.tsv"));
	const terms = weighTerms(counts, inverseFrequencies(counts));
	return {
		name: basename(resolve(dir)),
		about: `${items} items, ${known.length / 2} links, no groups`,
		tasks: splits,
		make: (number) => {
			const split = (name: string) => readTable(join(dir, `split${number}`, name));
			const train: AttributedGraph = {
				...{ items, groups: 0, terms },
				links: bothWays(split("train.tsv")),
				memberships: new Uint32Array(),
				parents: new Uint32Array(),
				folders: new Uint32Array(items),
				mentions: {
					...{ rows: items, width: items, offsets: new Uint32Array(items + 1) },
					...{ columns: new Uint32Array(), weights: new Float32Array() },
				},
			};
			return { train, hidden: split("test.tsv"), unlinked: split("test_neg.tsv"), known };
		},
	};
}

/** The tables do not say who cites whom. */
function bothWays(pairs: Uint32Array): Uint32Array {
	return sortPairs(Uint32Array.from([...pairs, ...pairs.map((_, i) => pairs[i ^ 1]!)]));
}

function readFeatures(file: string): { items: number; counts: TermCounts[] } {
	const text = readFileSync(file, "utf8");
	const items = Number(/^# (\d+)/.exec(text)?.[1]);
	const rows = Array.from({ length: items }, (): [number, number][] => []);
	for (const line of text.split("\n")) {
		const [row, column, value] = line.split("\t").map(Number);
		if (value !== undefined) rows[row!]!.push([column!, value]);
	}
	const counts = rows.map((entries) => {
		entries.sort(([a], [b]) => a - b);
		return {
			terms: Uint32Array.from(entries, ([column]) => column),
			counts: Float32Array.from(entries, ([, value]) => value),
		};
	});
	return { items, counts };
}

function readTable(file: string): Uint32Array {
	return Uint32Array.from(readFileSync(file, "utf8").trim().split(/\s+/), Number);
}
