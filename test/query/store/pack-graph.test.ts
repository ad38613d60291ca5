import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStoreBuilder, float, GraphStore, type Value } from "../../../src/query/index.js";
import { packGraph, unpackGraph } from "../../../src/query/store/pack-graph.js";

const plain: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 2 },
		fc.boolean(),
		fc.maxSafeInteger(),
		fc.double({ noDefaultInfinity: true }).map(float),
		fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
		fc.string({ unit: "binary" }).map((text) => text.replace(/[\ud800-\udfff]/g, "")),
		fc.constantFrom("循环", "", "a"),
		fc.array(tie("value"), { maxLength: 3 }) as fc.Arbitrary<Value>,
		fc
			.array(fc.tuple(fc.constantFrom("键", "k", "__proto__"), tie("value")), { maxLength: 3 })
			.map((entries) => new Map(entries)) as fc.Arbitrary<Value>,
	),
})).value;

const properties = fc.array(fc.tuple(fc.constantFrom("a", "b", "标题", "__proto__"), plain), {
	maxLength: 3,
});
const graphs = fc
	.record({
		nodes: fc.array(fc.tuple(fc.subarray(["Note", "Tag", "X"]), properties), { minLength: 1, maxLength: 40 }),
		edges: fc.array(fc.tuple(fc.constantFrom("LINKS", "TAGGED", "作者"), fc.nat(), fc.nat(), properties), {
			maxLength: 80,
		}),
	})
	.map(({ nodes, edges }) => {
		const builder = createStoreBuilder();
		for (const [labels, values] of nodes) builder.addNode(labels, values);
		for (const [type, a, b, values] of edges)
			builder.addRelationship(type, a % nodes.length, b % nodes.length, values);
		return builder.finish();
	});

/** What can be asked of a graph, whatever the codes of its values are. */
function contents(store: GraphStore): unknown {
	const { leaving, arriving, labels, types } = store.data;
	return {
		...{ leaving, arriving, labels, types, typeOf: store.data.typeOf },
		nodes: Array.from({ length: store.nodes }, (_, node) => [
			store.labelsOf(node),
			store.nodeKeys(node).map((key) => [key, store.nodeValue(node, key)]),
		]),
		relationships: Array.from({ length: store.relationships }, (_, id) =>
			store.relationshipKeys(id).map((key) => [key, store.relationshipValue(id, key)]),
		),
	};
}

describe("a packed graph", () => {
	it("is the same when it is unpacked", () => {
		fc.assert(
			fc.property(graphs, (store) => {
				const again = new GraphStore(unpackGraph(packGraph(store.data)));
				expect(contents(again)).toEqual(contents(store));
			}),
			{ numRuns: 300 },
		);
	});

	it("leaves out the properties that are not wanted", () => {
		const builder = createStoreBuilder();
		builder.addNode(
			["Note"],
			[
				["title", "a"],
				["excerpt", "long"],
			],
		);
		const store = new GraphStore(
			unpackGraph(packGraph(builder.finish().data, { keeps: (_, key) => key !== "excerpt" })),
		);
		expect(store.nodeKeys(0)).toEqual(["title"]);
	});

	it("that is cut or garbled is refused or another graph, in bounded time and memory", () => {
		fc.assert(
			fc.property(graphs, fc.nat(), fc.nat(255), (store, at, byte) => {
				const bytes = packGraph(store.data);
				const cut = bytes.slice(0, at % bytes.length);
				const garbled = bytes.slice();
				garbled[at % bytes.length] = byte;
				for (const broken of [cut, garbled]) {
					try {
						unpackGraph(broken);
					} catch (error) {
						expect(error).toBeInstanceOf(RangeError);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});
});
