import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	accessTo,
	createStoreBuilder,
	type GraphStore,
	Procedures,
	prepare,
	type Value,
} from "../../../src/query/index.js";
import { type Chain, type Graph, type Match, matches, stepsFrom, write } from "./naive-matcher.js";

const runs = { numRuns: Number(process.env.PATTERN_RUNS ?? 150) };

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 5 }).chain((n) =>
	fc.record({
		nodes: fc.array(fc.record({ labels: fc.subarray(["A", "B"]), k: fc.integer({ min: 0, max: 2 }) }), {
			minLength: n,
			maxLength: n,
		}),
		relationships: fc.array(
			fc.record({
				type: fc.constantFrom("T", "U", "V"),
				from: fc.nat(n - 1),
				to: fc.nat(n - 1),
				k: fc.integer({ min: 0, max: 1 }),
			}),
			{ maxLength: 6 },
		),
	}),
);

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Names of relationships are given afterwards: each may stand but once. */
const chains: fc.Arbitrary<Chain> = fc.integer({ min: 0, max: 2 }).chain(
	(length) =>
		fc.record({
			nodes: fc.array(
				fc.record(
					{
						name: fc.constantFrom("a", "b", "c"),
						label: fc.constantFrom("A", "B"),
						k: fc.integer({ min: 0, max: 2 }),
					},
					{ requiredKeys: [] },
				),
				{ minLength: length + 1, maxLength: length + 1 },
			),
			relationships: fc.array(
				fc
					.record({
						name: sometimes(fc.constant("named")),
						types: fc.subarray(["T", "U", "V"]),
						direction: fc.constantFrom("right" as const, "left" as const, "both" as const),
						length: sometimes(
							fc
								.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
								.map(([min, more]) => ({ min, max: min + more })),
						),
						k: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined, freq: 6 }),
					})
					.map(withoutUndefined),
				{ minLength: length, maxLength: length },
			),
		}) as fc.Arbitrary<Chain>,
);

const patterns = fc.array(chains, { minLength: 1, maxLength: 2 }).map(named("r"));
const laterPatterns = fc.array(chains, { minLength: 1, maxLength: 2 }).map(named("s"));

function withoutUndefined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

function named(prefix: string): (pattern: readonly Chain[]) => readonly Chain[] {
	return (pattern) => {
		let count = 0;
		return pattern.map(({ nodes, relationships }) => ({
			nodes,
			relationships: relationships.map((part) =>
				part.name === undefined ? part : { ...part, name: `${prefix}${++count}` },
			),
		}));
	};
}

function storeOf({ nodes, relationships }: Graph): GraphStore {
	const builder = createStoreBuilder();
	for (const [i, { labels, k }] of nodes.entries())
		builder.addNode(labels, [
			["i", i],
			["k", k],
		]);
	for (const [i, { type, from, to, k }] of relationships.entries())
		builder.addRelationship(type, from, to, [
			["i", i],
			["k", k],
		]);
	return builder.finish();
}

function ask(store: GraphStore, query: string): Value[][] {
	const prepared = prepare(query, { store, access: accessTo(store), procedures: new Procedures([]) });
	return prepared.runSync({ budget: { time: 2000 } }).rows.map((row) => [...row]);
}

const text = (chainsOf: readonly Chain[]) => chainsOf.map(write).join(", ");
const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

/** Variables in order, and how each is returned: as the numbers that the graph gave. */
function variablesOf(...all: (readonly Chain[])[]): { names: string[]; items: string } {
	const lists = new Map<string, string>();
	for (const { nodes, relationships } of all.flat()) {
		for (const { name } of nodes) if (name !== undefined) lists.set(name, `${name}.i`);
		for (const { name, length } of relationships)
			if (name !== undefined) lists.set(name, length === undefined ? `${name}.i` : `[x IN ${name} | x.i]`);
	}
	return { names: [...lists.keys()], items: [...lists.values(), "1"].join(", ") };
}

function rowsOf(found: readonly Match[], names: readonly string[]): unknown[] {
	return found.map((match) => [...names.map((name) => match.get(name) ?? null), 1]);
}

describe("patterns, against a matcher that tries everything", () => {
	it("gives every match once", () => {
		fc.assert(
			fc.property(graphs, patterns, (graph, pattern) => {
				const { names, items } = variablesOf(pattern);
				const given = ask(storeOf(graph), `MATCH ${text(pattern)} RETURN ${items}`);
				expect(sorted(given)).toEqual(sorted(rowsOf(matches(graph, pattern), names)));
			}),
			runs,
		);
	});

	it("counts without walking", () => {
		fc.assert(
			fc.property(graphs, patterns, (graph, pattern) => {
				const store = storeOf(graph);
				const found = matches(graph, pattern);
				expect(ask(store, `MATCH ${text(pattern)} RETURN count(*)`)).toEqual([[found.length]]);
				const { names } = variablesOf(pattern);
				for (const name of names.filter((one) => /^[abc]$/.test(one))) {
					const groups = new Map<unknown, number>();
					for (const match of found) groups.set(match.get(name), (groups.get(match.get(name)) ?? 0) + 1);
					const given = ask(store, `MATCH ${text(pattern)} RETURN ${name}.i, count(*)`);
					expect(sorted(given)).toEqual(sorted([...groups]));
				}
			}),
			runs,
		);
	});

	it("counts by columns, for each node and each property", () => {
		const part = fc.record({
			types: fc.constantFrom([], ["T"], ["U"]),
			direction: fc.constantFrom("right" as const, "left" as const),
		});
		const label = fc.record({ label: fc.constantFrom("A", "B") }, { requiredKeys: [] });
		const tree = fc
			.integer({ min: 1, max: 4 })
			.chain((size) =>
				fc.tuple(
					fc.array(label, { minLength: size + 1, maxLength: size + 1 }),
					fc.array(part, { minLength: size, maxLength: size }),
					fc.tuple(...Array.from({ length: size }, (_, i) => fc.nat(i))),
				),
			);
		const keys = fc.subarray(["n0.i", "n0.k", "n1", "n1.k", "n2.k"], { maxLength: 3 });
		let columnar = 0;
		fc.assert(
			fc.property(graphs, tree, keys, (graph, [nodes, parts, parents], wanted) => {
				// Hop i leads from one of the nodes before to node i + 1.
				const pattern = parts.map(
					(relationship, i): Chain => ({
						nodes: [
							{ ...nodes[parents[i]!]!, name: `n${parents[i]}` },
							{ ...nodes[i + 1]!, name: `n${i + 1}` },
						],
						relationships: [relationship],
					}),
				);
				const known = wanted.filter((key) => Number(key[1]) <= parts.length);
				const readKey = (match: Match, key: string) => {
					const node = match.get(key.slice(0, 2)) as number;
					return key.endsWith(".k") ? graph.nodes[node]!.k : node;
				};
				const groups = new Map<string, number>();
				if (known.length === 0) groups.set("[]", 0);
				for (const match of matches(graph, pattern)) {
					const group = JSON.stringify(known.map((key) => readKey(match, key)));
					groups.set(group, (groups.get(group) ?? 0) + 1);
				}
				const store = storeOf(graph);
				const items = known.map((key) => (key === "n1" ? "n1 AS n" : `${key} AS \`${key}\``));
				const query = `MATCH ${text(pattern)} RETURN ${[...items, "count(*) AS times, count(n0) AS again"].join(", ")}`;
				const given = ask(store, query).map((row) => {
					const [times, again] = row.slice(-2);
					expect(again).toBe(times);
					const own = row.slice(0, -2).map((value) => (value as { id?: number })?.id ?? value);
					return [JSON.stringify(own), times];
				});
				expect(sorted(given)).toEqual(sorted([...groups]));
				const options = { store, access: accessTo(store), procedures: new Procedures([]) };
				const { plan } = prepare(`EXPLAIN ${query}`, options).runSync();
				if (JSON.stringify(plan).includes("CountPaths")) columnar++;
			}),
			runs,
		);
		expect(columnar).toBeGreaterThan(runs.numRuns / 4);
	});

	it("finds the same ends when only the ends are asked for", () => {
		fc.assert(
			fc.property(graphs, patterns, (graph, pattern) => {
				const store = storeOf(graph);
				const found = matches(graph, pattern);
				for (const name of variablesOf(pattern).names.filter((one) => /^[abc]$/.test(one))) {
					const ends = [...new Set(found.map((match) => match.get(name)))];
					const query = `MATCH ${text(pattern)} RETURN`;
					expect(sorted(ask(store, `${query} DISTINCT ${name}.i`))).toEqual(sorted(ends.map((end) => [end])));
					expect(ask(store, `${query} count(DISTINCT ${name})`)).toEqual([[ends.length]]);
				}
			}),
			runs,
		);
	});

	it("lets a second clause take relationships again, and an optional one find nothing", () => {
		fc.assert(
			fc.property(graphs, patterns, laterPatterns, fc.boolean(), (graph, first, second, optional) => {
				const { names, items } = variablesOf(first, second);
				const query = `MATCH ${text(first)} ${optional ? "OPTIONAL " : ""}MATCH ${text(second)} RETURN ${items}`;
				const wanted = matches(graph, first).flatMap((match) => {
					const more = matches(graph, second, match);
					return more.length === 0 && optional ? [match] : more;
				});
				expect(sorted(ask(storeOf(graph), query))).toEqual(sorted(rowsOf(wanted, names)));
			}),
			runs,
		);
	});

	it("repeats a path as often as it would be written out", () => {
		const part = fc.record({
			types: fc.subarray(["T", "U", "V"]),
			direction: fc.constantFrom("right" as const, "left" as const, "both" as const),
		});
		const node = fc.record(
			{ label: fc.constantFrom("A", "B"), k: fc.integer({ min: 0, max: 2 }) },
			{ requiredKeys: [] },
		);
		const bounds = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 }));
		fc.assert(
			fc.property(
				graphs,
				fc.array(fc.tuple(part, node), { minLength: 1, maxLength: 2 }),
				node,
				bounds,
				(graph, inner, first, [min, more]) => {
					const times = Array.from({ length: more + 1 }, (_, i) => min + i);
					const wanted = times.flatMap((count) => {
						const steps = Array.from({ length: count }, () => inner).flat();
						const end = count === 0 ? [] : [{ ...steps.at(-1)![1], name: "b" }];
						const nodes = [{ ...first, name: "a" }, ...steps.slice(0, -1).map(([, to]) => to), ...end];
						const found = matches(graph, [{ nodes, relationships: steps.map(([along]) => along) }]);
						return found.map((match) => [
							match.get("a"),
							match.get("b") ?? match.get("a"),
							count * inner.length,
						]);
					});
					const path = { nodes: [{ name: "x" }, ...inner.map(([, to]) => to)], relationships: [] };
					const written = write({
						nodes: path.nodes,
						relationships: inner.map(([along], i) => ({ ...along, name: `r${i}` })),
					});
					const start = write({ nodes: [{ ...first, name: "a" }], relationships: [] });
					const query = `MATCH p = ${start}(${written}){${min},${min + more}}(b) RETURN a.i, b.i, length(p)`;
					const store = storeOf(graph);
					expect(sorted(ask(store, query))).toEqual(sorted(wanted));
					const lists =
						"size(x) * $many = length(p) AND all(n IN x WHERE n IN nodes(p)) AND size(r0) = size(x)";
					const odd = query.replace(
						"RETURN",
						`WHERE NOT (${lists.replace("$many", String(inner.length))}) RETURN`,
					);
					expect(ask(store, odd)).toEqual([]);
					const backwards = query.replace("MATCH", "MATCH (b) WITH b MATCH");
					expect(sorted(ask(store, backwards))).toEqual(sorted(wanted));
				},
			),
			runs,
		);
	});

	it("asks in subqueries what it would ask in clauses", () => {
		fc.assert(
			fc.property(graphs, patterns, (graph, pattern) => {
				const store = storeOf(graph);
				const wanted = graph.nodes.map((_, a) => matches(graph, pattern, new Map([["a", a]])).length);
				const query = (kind: string) => `MATCH (a) RETURN a.i, ${kind} { ${text(pattern)} }`;
				expect(sorted(ask(store, query("COUNT")))).toEqual(sorted(wanted.map((count, a) => [a, count])));
				expect(sorted(ask(store, query("EXISTS")))).toEqual(sorted(wanted.map((count, a) => [a, count > 0])));
				const called = `MATCH (a) CALL (a) { MATCH ${text(pattern)} RETURN count(*) AS n } RETURN a.i, n`;
				expect(sorted(ask(store, called))).toEqual(sorted(wanted.map((count, a) => [a, count])));
				const listed = `MATCH (a) RETURN a.i, size([${write(pattern[0]!)} | 1])`;
				const one = graph.nodes.map(
					(_, a) => matches(graph, pattern.slice(0, 1), new Map([["a", a]])).length,
				);
				if (pattern[0]!.relationships.length > 0)
					expect(sorted(ask(store, listed))).toEqual(sorted(one.map((count, a) => [a, count])));
			}),
			runs,
		);
	});

	it("finds shortest paths, all of them, and the next ones", () => {
		const part = fc.record({
			types: fc.subarray(["T", "U", "V"]),
			direction: fc.constantFrom("right" as const, "left" as const, "both" as const),
			length: fc.constantFrom({ min: 0, max: 9 }, { min: 1, max: 9 }, { min: 1, max: 2 }),
		});
		fc.assert(
			fc.property(graphs, part, fc.integer({ min: 1, max: 4 }), (graph, relationship, k) => {
				const store = storeOf(graph);
				const pattern = [{ nodes: [{ name: "a" }, { name: "b" }], relationships: [relationship] }];
				const lengths = new Map<string, number[]>();
				const walks = matches(graph, [{ ...pattern[0]!, relationships: [{ ...relationship, name: "r" }] }]);
				for (const walk of walks) {
					const ends = JSON.stringify([walk.get("a"), walk.get("b")]);
					lengths.set(ends, [...(lengths.get(ends) ?? []), (walk.get("r") as number[]).length].sort());
				}
				const lengthsOf = (query: string) => {
					const given = new Map<string, number[]>();
					for (const [a, b, length] of ask(store, `${query} RETURN a.i, b.i, length(p)`)) {
						const ends = JSON.stringify([a, b]);
						given.set(ends, [...(given.get(ends) ?? []), length as number].sort());
					}
					return sorted([...given]);
				};
				const kept = (keep: (all: number[]) => number[]) =>
					sorted([...lengths].map(([ends, all]) => [ends, keep(all)]));
				const inner = text(pattern);
				expect(lengthsOf(`MATCH p = shortestPath(${inner})`)).toEqual(kept(([first]) => [first!]));
				expect(lengthsOf(`MATCH p = allShortestPaths(${inner})`)).toEqual(
					kept((all) => all.filter((length) => length === all[0])),
				);
				expect(lengthsOf(`MATCH p = SHORTEST ${k} ${inner}`)).toEqual(kept((all) => all.slice(0, k)));
				expect(lengthsOf(`MATCH p = SHORTEST ${k} GROUPS ${inner}`)).toEqual(
					kept((all) => all.filter((length) => [...new Set(all)].indexOf(length) < k)),
				);
			}),
			runs,
		);
	});

	it("selects among paths of several relationships", () => {
		const ends = chains.filter(({ relationships }) => relationships.length > 1);
		const selectors = fc.constantFrom("SHORTEST 2", "SHORTEST 2 GROUPS", "ALL SHORTEST", "ANY SHORTEST");
		fc.assert(
			fc.property(graphs, ends, selectors, fc.boolean(), (graph, chain, selector, optional) => {
				const nodes = chain.nodes.map((node, i) => ({ ...node, name: ["a", "m", "z"][i]! }));
				const relationships = chain.relationships.map((part, i) => ({ ...part, name: `r${i}` }));
				const groups = new Map<string, number[]>();
				for (const match of matches(graph, [{ nodes, relationships }])) {
					const key = JSON.stringify([match.get("a"), match.get("z")]);
					const length = relationships.reduce((sum, { name }) => {
						const taken = match.get(name)!;
						return sum + (typeof taken === "number" ? 1 : taken.length);
					}, 0);
					groups.set(
						key,
						[...(groups.get(key) ?? []), length].sort((x, y) => x - y),
					);
				}
				const wanted = [...groups].flatMap(([key, lengths]) => {
					const order = [...new Set(lengths)];
					const keep = {
						"SHORTEST 2": (_: number, i: number) => i < 2,
						"SHORTEST 2 GROUPS": (length: number) => order.indexOf(length) < 2,
						"ALL SHORTEST": (length: number) => length === order[0],
						"ANY SHORTEST": (_: number, i: number) => i === 0,
					}[selector]!;
					return lengths.filter(keep).map((length) => [...JSON.parse(key), length]);
				});
				const query = `${optional ? "OPTIONAL " : ""}MATCH p = ${selector} ${write({ nodes, relationships })}`;
				const given = ask(storeOf(graph), `${query} RETURN a.i, z.i, length(p)`);
				const empty = optional && wanted.length === 0 ? [[null, null, null]] : wanted;
				expect(sorted(given)).toEqual(sorted(empty));
			}),
			runs,
		);
	});

	it("knows the steps of the reference itself", () => {
		const graph: Graph = {
			nodes: [{ labels: [], k: 0 }],
			relationships: [{ type: "T", from: 0, to: 0, k: 0 }],
		};
		expect(stepsFrom(graph, 0, { types: [], direction: "both" })).toEqual([[0, 0]]);
	});
});
