/**
 * Shortest paths between nodes of the server, found as this process finds them in its own graph, to the last choice among
 * paths of one length: from both ends at once, always the smaller side a level further. A level is one statement, for all
 * pairs together, and says what lies beside the nodes of that side.
 */
import { QueryError } from "../../query/index.js";
import type { PathsStep, Statement } from "./compile/steps.js";
import { hash53 } from "./identity.js";

export interface Found {
	readonly start: number;
	readonly finish: number;
	readonly trail: readonly number[];
	readonly nodes: readonly number[];
}

export interface SearchDoors {
	/** Runs a statement, with these nodes as its first value. */
	beside(statement: Statement, nodes: readonly number[]): Promise<unknown[][]>;
	/** The keys of nodes, in any order. */
	keysOf(nodes: readonly number[]): Promise<ReadonlyMap<number, string>>;
	/** The types of relationships. */
	typesOf(relationships: readonly number[]): Promise<ReadonlyMap<number, string>>;
	/** Throws when it takes too long or is given up. */
	check(): void;
}

/** Relationships that are fetched for one search. */
const mostFetched = 5_000_000;
/** Pairs that are searched for at the same time. */
const together = 2_000;

type Side = "out" | "back";

/** Nodes of which a search needs to know what lies beside them. */
interface Need {
	readonly side: Side;
	readonly nodes: readonly number[];
}

type Search = Generator<Need, readonly Way[], void>;

/** A path; where several relationships lead from one node to the next, any of them may be meant. */
interface Way {
	readonly nodes: readonly number[];
	readonly steps: readonly Edge[];
}

interface Edge {
	readonly node: number;
	/** All that lead there, and there is no difference between them but their order. */
	readonly ids: readonly number[];
	/** 1 where a pattern without a direction is walked against them. */
	readonly against: number;
}

export async function searchPaths(
	{ beside, all, most }: Pick<PathsStep, "beside" | "all" | "most">,
	pairs: readonly (readonly [number, number])[],
	mostPaths: number,
	doors: SearchDoors,
): Promise<Found[]> {
	const around = new Surroundings(beside, doors);
	const found: { readonly pair: readonly [number, number]; readonly way: Way }[] = [];
	for (let from = 0; from < pairs.length; from += together) {
		let open = pairs.slice(from, from + together).map((pair) => ({
			pair,
			search: all ? allShortest(around, pair, most, mostPaths) : oneShortest(around, pair, most),
		}));
		while (open.length > 0) {
			doors.check();
			const needs: Need[] = [];
			open = open.filter(({ pair, search }) => {
				const step = search.next();
				if (step.done !== true) needs.push(step.value);
				else for (const way of step.value) found.push({ pair, way });
				return step.done !== true;
			});
			if (found.length > mostPaths) throw tooMany(`more than ${mostPaths} shortest paths`);
			await around.learn(needs);
		}
	}
	return all ? found.flatMap(everyTrail) : chosenTrails(found, doors);
}

/** What lies beside nodes, as far as it was asked. */
class Surroundings {
	readonly #known: Readonly<Record<Side, Map<number, readonly Edge[]>>> = { out: new Map(), back: new Map() };
	#fetched = 0;

	constructor(
		readonly statements: PathsStep["beside"],
		readonly doors: SearchDoors,
	) {}

	of(side: Side, node: number): readonly Edge[] {
		return this.#known[side].get(node)!;
	}

	async learn(needs: readonly Need[]): Promise<void> {
		for (const side of ["out", "back"] as const) {
			const known = this.#known[side];
			const asked = needs.flatMap((need) =>
				need.side === side ? need.nodes.filter((node) => !known.has(node)) : [],
			);
			const nodes = [...new Set(asked)];
			if (nodes.length > 0) await this.#fetch(side, nodes);
		}
	}

	async #fetch(side: Side, nodes: readonly number[]): Promise<void> {
		const rows = (await this.doors.beside(this.statements[side], nodes)) as [
			number,
			number,
			number,
			number,
		][];
		this.#fetched += rows.length;
		if (this.#fetched > mostFetched) throw tooMany(`more than ${mostFetched} relationships on the way`);
		const lists = nodes.map((): { node: number; ids: number[]; against: number }[] => []);
		for (const [place, node, id, against] of rows) {
			const list = lists[place - 1]!;
			const before = list.at(-1);
			if (before?.node === node && before.against === against) before.ids.push(id);
			else list.push({ node, ids: [id], against });
		}
		for (const [i, node] of nodes.entries()) this.#known[side].set(node, lists[i]!);
	}
}

/** What was reached from one end. */
class Reached {
	frontier: number[];
	distance = 0;
	readonly by = new Map<number, { readonly edge: Edge; readonly from: number } | undefined>();

	constructor(
		readonly side: Side,
		readonly start: number,
	) {
		this.frontier = [start];
		this.by.set(start, undefined);
	}

	/** From the node back to where this side began. */
	wayTo(node: number): { nodes: number[]; steps: Edge[] } {
		const [nodes, steps] = [[node], [] as Edge[]];
		for (let by = this.by.get(node); by !== undefined; by = this.by.get(by.from)) {
			steps.push(by.edge);
			nodes.push(by.from);
		}
		return { nodes, steps };
	}
}

/** The one that the search of this process finds. */
function* oneShortest(around: Surroundings, [start, end]: readonly [number, number], most: number): Search {
	if (start === end) return [{ nodes: [start], steps: [] }];
	const [out, back] = [new Reached("out", start), new Reached("back", end)];
	while (out.distance + back.distance < most) {
		if (out.frontier.length === 0 || back.frontier.length === 0) return [];
		const [near, far] = out.frontier.length <= back.frontier.length ? [out, back] : [back, out];
		yield { side: near.side, nodes: near.frontier };
		const meeting = advance(near, far, around);
		if (meeting === undefined) continue;
		const [before, after] = [out.wayTo(meeting), back.wayTo(meeting)];
		return [
			{
				nodes: [...before.nodes.reverse(), ...after.nodes.slice(1)],
				steps: [...before.steps.reverse(), ...after.steps],
			},
		];
	}
	return [];
}

/** A level further. @returns the node at which the two sides meet */
function advance(near: Reached, far: Reached, around: Surroundings): number | undefined {
	const next: number[] = [];
	for (const node of near.frontier) {
		for (const edge of around.of(near.side, node)) {
			if (near.by.has(edge.node)) continue;
			near.by.set(edge.node, { edge, from: node });
			if (far.by.has(edge.node)) return edge.node;
			next.push(edge.node);
		}
	}
	near.frontier = next;
	near.distance++;
	return undefined;
}

/** The distances of nodes from one end, and all the ways on which they are reached in that distance. */
class Levels {
	frontier: number[];
	distance = 0;
	readonly distances = new Map<number, number>();
	readonly parents = new Map<number, { readonly edge: Edge; readonly from: number }[]>();

	constructor(
		readonly side: Side,
		start: number,
	) {
		this.frontier = [start];
		this.distances.set(start, 0);
	}

	advance(around: Surroundings): void {
		const next: number[] = [];
		this.distance++;
		for (const node of this.frontier) {
			for (const edge of around.of(this.side, node)) {
				const known = this.distances.get(edge.node);
				if (known === undefined) {
					this.distances.set(edge.node, this.distance);
					this.parents.set(edge.node, [{ edge, from: node }]);
					next.push(edge.node);
				} else if (known === this.distance) this.parents.get(edge.node)!.push({ edge, from: node });
			}
		}
		this.frontier = next;
	}

	/** All ways from the node back to where this side began. */
	*waysTo(node: number): Generator<{ nodes: number[]; steps: Edge[] }> {
		if (this.distances.get(node) === 0) {
			yield { nodes: [node], steps: [] };
			return;
		}
		for (const { edge, from } of this.parents.get(node)!)
			for (const { nodes, steps } of this.waysTo(from))
				yield { nodes: [node, ...nodes], steps: [edge, ...steps] };
	}
}

function* allShortest(
	around: Surroundings,
	[start, end]: readonly [number, number],
	most: number,
	mostPaths: number,
): Search {
	if (start === end) return [{ nodes: [start], steps: [] }];
	const [out, back] = [new Levels("out", start), new Levels("back", end)];
	while (out.distance + back.distance < most) {
		if (out.frontier.length === 0 || back.frontier.length === 0) return [];
		const [near, far] = out.frontier.length <= back.frontier.length ? [out, back] : [back, out];
		yield { side: near.side, nodes: near.frontier };
		near.advance(around);
		// Every shortest path crosses the new level once.
		const meetings = near.frontier.filter((node) => far.distances.has(node));
		if (meetings.length === 0) continue;
		const ways: Way[] = [];
		for (const meeting of meetings) {
			for (const before of out.waysTo(meeting)) {
				const [nodes, steps] = [before.nodes.reverse(), before.steps.reverse()];
				for (const after of back.waysTo(meeting)) {
					if (ways.length >= mostPaths) throw tooMany(`more than ${mostPaths} shortest paths`);
					ways.push({ nodes: [...nodes, ...after.nodes.slice(1)], steps: [...steps, ...after.steps] });
				}
			}
		}
		return ways;
	}
	return [];
}

/** A path for each choice among relationships that lead from one node to the next. */
function everyTrail({
	pair: [start, finish],
	way: { nodes, steps },
}: {
	readonly pair: readonly [number, number];
	readonly way: Way;
}): Found[] {
	let trails: number[][] = [[]];
	for (const { ids } of steps) trails = trails.flatMap((trail) => ids.map((id) => [...trail, id]));
	return trails.map((trail) => ({ start, finish, trail, nodes }));
}

/** Where several lead from one node to the next, the one that was written first. */
async function chosenTrails(
	found: readonly { readonly pair: readonly [number, number]; readonly way: Way }[],
	doors: SearchDoors,
): Promise<Found[]> {
	const doubtful = found.flatMap(({ way }) => way.steps.filter(({ ids }) => ids.length > 1));
	const chosen = doubtful.length === 0 ? new Map<Edge, number>() : await firstWritten(found, doors);
	return found.map(({ pair: [start, finish], way: { nodes, steps } }) => ({
		...{ start, finish, nodes },
		trail: steps.map((step) => chosen.get(step) ?? step.ids[0]!),
	}));
}

/** Numbers of relationships are made of names, and of how many were before: so it is seen which was the first. */
async function firstWritten(
	found: readonly { readonly way: Way }[],
	doors: SearchDoors,
): Promise<ReadonlyMap<Edge, number>> {
	const nodes = new Set<number>();
	const relationships = new Set<number>();
	const ends = new Map<Edge, readonly [number, number]>();
	for (const { way } of found) {
		for (const [i, step] of way.steps.entries()) {
			if (step.ids.length < 2) continue;
			const pair = [way.nodes[i]!, way.nodes[i + 1]!] as const;
			ends.set(step, pair);
			for (const node of pair) nodes.add(node);
			for (const id of step.ids) relationships.add(id);
		}
	}
	const [keys, types] = await Promise.all([doors.keysOf([...nodes]), doors.typesOf([...relationships])]);
	const chosen = new Map<Edge, number>();
	for (const [step, [a, b]] of ends) {
		const type = types.get(step.ids[0]!)!;
		const alike = new Set(step.ids.filter((id) => types.get(id) === type));
		const first = firstOf(alike, [
			`${keys.get(a)}\u0001${type}\u0001${keys.get(b)}`,
			`${keys.get(b)}\u0001${type}\u0001${keys.get(a)}`,
		]);
		chosen.set(step, first ?? step.ids[0]!);
	}
	return chosen;
}

/** A name is repeated so often at most: beyond, any of them is as good. */
const mostRepeated = 10_000;

function firstOf(ids: ReadonlySet<number>, names: readonly string[]): number | undefined {
	for (let repeated = 0; repeated < mostRepeated; repeated++) {
		for (const name of names) {
			const id = hash53(`${name}\u0001${repeated}`);
			if (ids.has(id)) return id;
		}
	}
	return undefined;
}

function tooMany(what: string): QueryError {
	return new QueryError("BudgetError", "rows", `There are ${what}: a shorter range would end it.`, {
		phase: "runtime",
	});
}
