import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStoreBuilder, GraphStore } from "../../../src/query/index.js";
import { NumberTable } from "../../../src/query/run/number-table.js";

const graphs = fc.integer({ min: 1, max: 12 }).chain((nodes) =>
	fc.record({
		nodes: fc.constant(nodes),
		relationships: fc.array(
			fc.record({
				type: fc.constantFrom("A", "B", "C"),
				from: fc.nat(nodes - 1),
				to: fc.nat(nodes - 1),
				weight: fc.option(fc.nat(3)),
			}),
			{ maxLength: 60 },
		),
	}),
);

type Graph = typeof graphs extends fc.Arbitrary<infer T> ? T : never;

function build({ nodes, relationships }: Graph): GraphStore {
	const builder = createStoreBuilder();
	for (let i = 0; i < nodes; i++) builder.addNode(i % 2 === 0 ? ["Even"] : [], [["i", i]]);
	for (const { type, from, to, weight } of relationships)
		builder.addRelationship(type, from, to, [["weight", weight]]);
	return builder.finish();
}

describe("the store", () => {
	it("has every relationship once in each direction, with its type and properties", () => {
		fc.assert(
			fc.property(graphs, (graph) => {
				const store = build(graph);
				const wanted = graph.relationships
					.map(({ type, from, to, weight }) => `${from} ${type} ${to} ${weight}`)
					.sort();
				const told = (id: number) =>
					`${store.source(id)} ${store.typeName(id)} ${store.target(id)} ${store.relationshipValue(id, "weight")}`;
				const ids = Array.from({ length: store.relationships }, (_, id) => id);
				expect(ids.map(told).sort()).toEqual(wanted);
				const { leaving, arriving } = store.data;
				expect(leaving.offsets[graph.nodes]).toBe(wanted.length);
				expect([...(arriving.ids ?? [])].sort((a, b) => a - b)).toEqual(ids);
				for (let node = 0; node < graph.nodes; node++) {
					for (let place = arriving.offsets[node]!; place < arriving.offsets[node + 1]!; place++) {
						const id = arriving.ids![place]!;
						expect([store.source(id), store.target(id)]).toEqual([arriving.neighbors[place], node]);
					}
				}
			}),
		);
	});

	it("sorts rows by type, neighbour, and as they were added, however long they are", () => {
		const many = fc.array(fc.tuple(fc.constantFrom("A", "B", "C"), fc.nat(2), fc.nat(2)), {
			minLength: 60,
			maxLength: 200,
		});
		fc.assert(
			fc.property(many, fc.boolean(), (added, numbered) => {
				const builder = createStoreBuilder();
				for (let i = 0; i < 3; i++) builder.addNode([]);
				for (const [i, [type, from, to]] of added.entries())
					builder.addRelationship(type, from, to, numbered ? [["i", i]] : undefined);
				const store = builder.finish();
				const typeIds = new Map(store.data.types.map((name, id) => [name, id]));
				const wanted = added
					.map(([type, from, to], i) => ({ from, type: typeIds.get(type)!, to, i }))
					.sort((a, b) => a.from - b.from || a.type - b.type || a.to - b.to || a.i - b.i);
				const { typeOf, arriving } = store.data;
				const given = wanted.map((_, id) => ({
					...{ from: store.source(id), type: typeOf[id]!, to: store.target(id) },
					i: numbered ? store.relationshipValue(id, "i") : wanted[id]!.i,
				}));
				expect(given).toEqual(wanted);
				for (let node = 0; node < 3; node++) {
					const row = Array.from(arriving.ids!.subarray(arriving.offsets[node], arriving.offsets[node + 1]));
					expect(row).toEqual(
						wanted
							.flatMap((one, id) => (one.to === node ? [id] : []))
							.sort((a, b) => typeOf[a]! - typeOf[b]! || a - b),
					);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it("knows degrees and parallel relationships, asked once or very often", () => {
		fc.assert(
			fc.property(graphs, fc.constantFrom(1, 5), (graph, times) => {
				const store = build(graph);
				const count = (holds: (one: Graph["relationships"][number]) => boolean) =>
					graph.relationships.filter(holds).length;
				for (let round = 0; round < times; round++) {
					for (const [type, name] of store.data.types.entries()) {
						for (let node = 0; node < graph.nodes; node++) {
							expect(store.degree("right", node, type)).toBe(
								count((one) => one.type === name && one.from === node),
							);
							expect(store.degree("left", node, type)).toBe(
								count((one) => one.type === name && one.to === node),
							);
							const other = (node * 5 + 3) % graph.nodes;
							expect(store.countBetween(node, other, type)).toBe(
								count((one) => one.type === name && one.from === node && one.to === other),
							);
						}
					}
				}
			}),
			{ numRuns: 40 },
		);
	});

	it("finds nodes by a value, by scan and by index, and what is equal to it", () => {
		const builder = createStoreBuilder();
		for (let i = 0; i < 50; i++)
			builder.addNode(
				[],
				i % 7 === 0
					? [
							["rare", i],
							["text", "x"],
						]
					: [["text", `t${i % 3}`]],
			);
		const store = builder.finish();
		const text = store.lookup(store.nodeColumn("text")!);
		const scanned = Array.from(text.find("t1"));
		for (let i = 0; i < 5; i++) expect(Array.from(text.find("t1"))).toEqual(scanned);
		expect(scanned).toEqual(
			Array.from({ length: 50 }, (_, i) => i).filter((i) => i % 7 !== 0 && i % 3 === 1),
		);
		expect(store.nodeColumn("rare")!.ids).toBeUndefined();
		expect(Array.from(store.lookup(store.nodeColumn("rare")!).find(14))).toEqual([14]);
		expect(Array.from(text.find("nothing"))).toEqual([]);
	});

	it("keeps properties that few have without a table of all", () => {
		const builder = createStoreBuilder();
		for (let i = 0; i < 1000; i++) builder.addNode([], i === 700 ? [["only", "here"]] : []);
		const store = builder.finish();
		expect(store.nodeColumn("only")!.codes.length).toBe(1);
		expect([store.nodeValue(700, "only"), store.nodeValue(701, "only")]).toEqual(["here", null]);
		expect(store.nodeKeys(700)).toEqual(["only"]);
	});

	it("survives structured cloning", () => {
		const store = build({ nodes: 4, relationships: [{ type: "A", from: 0, to: 3, weight: 2 }] });
		const copy = new GraphStore(structuredClone(store.data));
		expect([copy.target(0), copy.typeName(0), copy.labelsOf(2)]).toEqual([3, "A", ["Even"]]);
	});
});

describe("the table of numbers", () => {
	it("numbers keys as they are first met", () => {
		const key = fc.oneof(fc.nat(20), fc.maxSafeNat());
		fc.assert(
			fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
				const table = new NumberTable();
				const known = new Map<number, number>();
				for (const one of keys) {
					if (!known.has(one)) known.set(one, known.size);
					expect(table.numberOf(one)).toBe(known.get(one));
				}
				for (const [one, number] of known) expect(table.keyOf(number)).toBe(one);
			}),
		);
	});
});
