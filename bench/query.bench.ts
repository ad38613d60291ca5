/**
 * What queries cost on a generated graph of 100,000 notes and 1,000,000 links, in CPU milliseconds a query, beside code
 * that somebody wrote by hand for graphology, in the same process and on the same graph.
 *
 *     npm run bench:query -- [--notes 100000] [--links 1000000] [--without-graphology]
 *
 * Plans are made once and kept, as a program that asks again does; `cold` is the first run with its planning. Answers
 * are compared with those of the hand-written code.
 */
import { parseArgs } from "node:util";
import graphology from "graphology";
import { createRng } from "../src/kernels/index.js";
import { accessTo, Procedures, prepare, type QueryResult, type Value } from "../src/query/index.js";
import { type Fabricated, fabricate, toStore } from "./query-graph.js";

const { values: options } = parseArgs({
	options: {
		notes: { type: "string", default: "100000" },
		links: { type: "string", default: "1000000" },
		"without-graphology": { type: "boolean", default: false },
	},
});

const dimension = 64;
/** CPU milliseconds for which a question is asked again and again. */
const patience = 1500;
const made = fabricate(Number(options.notes), Number(options.links), 1);
const built = cpu();
const store = toStore(made);
console.log(
	`store built in ${(cpu() - built).toFixed(0)} ms CPU; ${store.nodes} nodes, ${store.relationships} relationships`,
);
const vectors = randomVectors(made.notes);
const access = accessTo(store, similarity);
const procedures = new Procedures([]);
const hand = options["without-graphology"] ? undefined : handWritten(made);

interface Question {
	readonly name: string;
	/** Goal, CPU milliseconds. */
	readonly goal: number;
	readonly query: string;
	/** Whether each run asks about another note. */
	readonly seeded: boolean;
	readonly hand?: (seed: number) => number;
	/** By which the answers are compared. */
	readonly check?: (result: QueryResult) => number;
}

const only = (result: QueryResult) => result.rows[0]![0] as number;
const count = (result: QueryResult) => result.rows.length;

const questions: readonly Question[] = [
	{
		name: "1 hop + title",
		goal: 0.05,
		seeded: true,
		query: "MATCH (a:Note {title: $title})-[:LINKS]->(b) RETURN b.title",
		hand: (seed) => hand!.oneHop(seed),
		check: count,
	},
	{
		name: "2 hops, distinct",
		goal: 0.1,
		seeded: true,
		query: "MATCH (a:Note {title: $title})-[:LINKS]->()-[:LINKS]->(c) RETURN count(DISTINCT c)",
		hand: (seed) => hand!.twoHops(seed),
		check: only,
	},
	{
		name: "3-hop walks",
		goal: 0.2,
		seeded: true,
		query: "MATCH (a:Note {title: $title})-[:LINKS]->()-[:LINKS]->()-[:LINKS]->() RETURN count(*)",
	},
	{
		name: "reach 1..3",
		goal: 0.5,
		seeded: true,
		query: "MATCH (a:Note {title: $title})-[:LINKS*1..3]->(b) RETURN count(DISTINCT b)",
		hand: (seed) => hand!.reach(seed, 3),
		check: only,
	},
	{
		name: "shortest path",
		goal: 1,
		seeded: true,
		query:
			"MATCH p = shortestPath((:Note {title: $title})-[:LINKS*]->(:Note {title: $other})) RETURN length(p)",
		hand: (seed) => hand!.distance(seed, otherOf(seed)),
		check: (result) => (result.rows[0]?.[0] as number | undefined) ?? -1,
	},
	{
		name: "co-citation, top 20",
		goal: 0.4,
		seeded: true,
		query: `MATCH (a:Note {title: $title})<-[:LINKS]-(c)-[:LINKS]->(b) WHERE b <> a
			RETURN b.title, count(*) AS times ORDER BY times DESC LIMIT 20`,
		hand: (seed) => hand!.cocited(seed),
		check: (result) => (result.rows[0]?.[1] as number | undefined) ?? 0,
	},
	{
		name: "in-degree, top 20",
		goal: 5,
		seeded: false,
		query: "MATCH (n:Note)<-[:LINKS]-() RETURN n.title, count(*) AS links ORDER BY links DESC LIMIT 20",
		hand: () => hand!.mostLinked(),
		check: (result) => result.rows[0]![1] as number,
	},
	{
		name: "two-walks",
		goal: 5,
		seeded: false,
		query: "MATCH ()-[:LINKS]->()-[:LINKS]->() RETURN count(*)",
		hand: () => hand!.twoWalks(),
		check: only,
	},
	{
		name: "links per tag pair",
		goal: 40,
		seeded: false,
		query: `MATCH (s:Tag)<-[:TAGGED]-(a)-[:LINKS]->(b)-[:TAGGED]->(t:Tag)
			RETURN s.title, t.title, count(*) AS links ORDER BY links DESC LIMIT 20`,
		hand: () => hand!.tagPairs(),
		check: (result) => result.rows[0]![2] as number,
	},
	{
		name: "triangles",
		goal: 400,
		seeded: false,
		query: "MATCH (a)-[:LINKS]->(b)-[:LINKS]->(c), (a)-[:LINKS]->(c) RETURN count(*)",
	},
	{
		name: "CONTAINS 神经",
		goal: 8,
		seeded: false,
		query: "MATCH (n:Note) WHERE n.title CONTAINS '神经' RETURN count(*)",
		hand: () => hand!.contains("神经"),
		check: only,
	},
	{
		name: "regex",
		goal: 15,
		seeded: false,
		query: "MATCH (n:Note) WHERE n.title =~ '.*神经.*1[0-9]*7' RETURN count(*)",
		hand: () => hand!.matching(/^.*神经.*1[0-9]*7$/u),
		check: only,
	},
	{
		name: "vector top 20, not linked",
		goal: 30,
		seeded: true,
		query: `MATCH (a:Note {title: $title}), (b:Note) WHERE NOT (a)-[:LINKS]->(b)
			RETURN b.title, similarity(a, b) AS score ORDER BY score DESC LIMIT 20`,
	},
];

console.log(
	`\n${"query".padEnd(28)} ${"cold".padStart(8)} ${"CPU ms".padStart(9)} ${"goal".padStart(7)} ${"by hand".padStart(9)} ${"ratio".padStart(7)}`,
);
for (const question of questions) measure(question);
const { rss } = process.memoryUsage();
console.log(`\nresident ${(rss / 1e6).toFixed(0)} MB`);

function measure({ name, goal, query, seeded, hand: byHand, check }: Question): void {
	const begun = cpu();
	const prepared = prepare(query, { store, access, procedures });
	prepared.runSync({ parameters: parametersFor(0) });
	const cold = cpu() - begun;
	const runs = goal < 5 ? 2000 : 9;
	const own = timed(runs, (i) => prepared.runSync({ parameters: parametersFor(seeded ? i : 0) }));
	let theirs = Number.NaN;
	if (hand !== undefined && byHand !== undefined) {
		for (const i of [0, 1, 2]) {
			const [mine, yours] = [check!(prepared.runSync({ parameters: parametersFor(i) })), byHand(seedOf(i))];
			if (mine !== yours) console.log(`  ${name}: ${mine}, by hand ${yours}`);
		}
		theirs = timed(goal < 5 ? 2000 : 3, (i) => byHand(seedOf(i)));
	}
	const shown = (value: number) => (Number.isNaN(value) ? "" : value.toFixed(value < 10 ? 3 : 0));
	const mark = own <= goal ? " " : "!";
	console.log(
		`${name.padEnd(28)} ${shown(cold).padStart(8)} ${shown(own).padStart(9)}${mark}${shown(goal).padStart(7)} ${shown(theirs).padStart(9)} ${shown(theirs / own).padStart(7)}`,
	);
}

/** Mean of the runs behind the first third, in which the code is still being optimised; fewer if each takes long. */
function timed(runs: number, run: (i: number) => unknown): number {
	const begun = cpu();
	for (let i = 0; i < runs / 2 && cpu() - begun < patience / 2; i++) run(i);
	const start = cpu();
	let done = 0;
	while (done < runs && (done === 0 || cpu() - start < patience)) run(done++);
	return (cpu() - start) / done;
}

function cpu(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function seedOf(i: number): number {
	return (i * 7919) % made.notes;
}

function otherOf(seed: number): number {
	return (seed * 31 + 17) % made.notes;
}

function parametersFor(i: number): ReadonlyMap<string, Value> {
	const seed = seedOf(i);
	return new Map([
		["title", made.titles[seed]!],
		["other", made.titles[otherOf(seed)]!],
	]);
}

function randomVectors(notes: number): Float32Array {
	const rng = createRng(2);
	const random = new Float32Array(notes * dimension);
	for (let i = 0; i < random.length; i++) random[i] = rng.bits() / 2 ** 32 - 0.5;
	return random;
}

function similarity(a: number, b: number): number | null {
	if (a >= made.notes || b >= made.notes) return null;
	let dot = 0;
	for (let k = 0; k < dimension; k++) dot += vectors[a * dimension + k]! * vectors[b * dimension + k]!;
	return dot;
}

/** The same questions, as one would write them for graphology. */
function handWritten({ notes, sources, targets, tags, titles }: Fabricated) {
	const graph = new graphology.MultiDirectedGraph<{ title: string; tags: readonly number[] }>();
	const begun = cpu();
	for (let i = 0; i < notes; i++) graph.addNode(String(i), { title: titles[i]!, tags: tags[i]! });
	for (let i = 0; i < sources.length; i++) graph.addDirectedEdge(String(sources[i]), String(targets[i]));
	console.log(`graphology built in ${(cpu() - begun).toFixed(0)} ms CPU`);
	return {
		oneHop: (seed: number) => {
			const found: string[] = [];
			graph.forEachOutEdge(String(seed), (_e, _a, _s, target) => {
				found.push(graph.getNodeAttribute(target, "title"));
			});
			return found.length;
		},
		/** A loop taken twice is no walk; it makes no difference to where one gets. */
		twoHops: (seed: number) => {
			const ends = new Set<string>();
			graph.forEachOutEdge(String(seed), (first, _a, _s, middle) => {
				graph.forEachOutEdge(middle, (second, _b, _t, end) => {
					if (first !== second) ends.add(end);
				});
			});
			return ends.size;
		},
		reach: (seed: number, depth: number) => {
			const reached = new Set<string>();
			let level = [String(seed)];
			for (let i = 0; i < depth; i++) {
				const next: string[] = [];
				for (const node of level) {
					graph.forEachOutNeighbor(node, (neighbor) => {
						if (reached.has(neighbor)) return;
						reached.add(neighbor);
						next.push(neighbor);
					});
				}
				level = next;
			}
			return reached.size;
		},
		distance: (seed: number, other: number) => {
			if (seed === other) return 0;
			const target = String(other);
			const seen = new Set([String(seed)]);
			let level = [String(seed)];
			for (let length = 1; level.length > 0; length++) {
				const next: string[] = [];
				for (const node of level) {
					for (const neighbor of graph.outNeighbors(node)) {
						if (neighbor === target) return length;
						if (seen.has(neighbor)) continue;
						seen.add(neighbor);
						next.push(neighbor);
					}
				}
				level = next;
			}
			return -1;
		},
		cocited: (seed: number) => {
			const times = new Map<string, number>();
			graph.forEachInEdge(String(seed), (first, _a, source) => {
				graph.forEachOutEdge(source, (second, _b, _t, target) => {
					if (first !== second && target !== String(seed)) times.set(target, (times.get(target) ?? 0) + 1);
				});
			});
			return [...times].sort(([, a], [, b]) => b - a).slice(0, 20)[0]?.[1] ?? 0;
		},
		mostLinked: () => {
			const all = graph.mapNodes((node) => [node, graph.inDegree(node)] as const);
			return all.sort(([, a], [, b]) => b - a).slice(0, 20)[0]![1];
		},
		twoWalks: () => {
			let walks = 0;
			graph.forEachNode((node) => {
				walks += graph.inDegree(node) * graph.outDegree(node);
			});
			graph.forEachEdge((_e, _a, source, target) => {
				if (source === target) walks--;
			});
			return walks;
		},
		tagPairs: () => {
			const pairs = new Map<number, number>();
			graph.forEachEdge((_e, _a, _s, _t, from, to) => {
				for (const a of from.tags)
					for (const b of to.tags) pairs.set(a * 1000 + b, (pairs.get(a * 1000 + b) ?? 0) + 1);
			});
			return Math.max(...pairs.values());
		},
		contains: (word: string) => graph.filterNodes((_n, { title }) => title.includes(word)).length,
		matching: (pattern: RegExp) => graph.filterNodes((_n, { title }) => pattern.test(title)).length,
	};
}
