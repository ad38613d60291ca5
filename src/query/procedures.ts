import type { Procedure, Procedures } from "./plan/procedures.js";
import { aggregates } from "./values/aggregates.js";
import { type Functions, ownFunctions } from "./values/functions/functions.js";
import { compareStrings } from "./values/order.js";
import { typeOf } from "./values/types.js";
import type { Value } from "./values/value.js";

/** What every graph can be asked about itself. @param all the procedures that there are, these among them */
export function builtInProcedures(
	all: () => Procedures,
	functions: Functions = ownFunctions,
): readonly Procedure[] {
	return [
		{
			name: "db.labels",
			about: "Labels, and how many nodes have them.",
			arguments: [],
			results: [
				{ name: "label", type: "STRING" },
				{ name: "nodes", type: "INTEGER" },
			],
			call: (_, { store }) =>
				[...store.data.labels].sort().map((label) => {
					const sets = store.labelSetsWhere((labels) => labels.includes(label));
					return [label, store.countIn(sets)];
				}),
		},
		{
			name: "db.relationshipTypes",
			about: "Types of relationships, and how many of each there are.",
			arguments: [],
			results: [
				{ name: "relationshipType", type: "STRING" },
				{ name: "relationships", type: "INTEGER" },
			],
			call: (_, { store }) =>
				store.data.types
					.map((type, i): readonly Value[] => [type, store.typeCounts[i]!])
					.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
		},
		{
			name: "db.propertyKeys",
			about: "Names of properties, of nodes and of relationships.",
			arguments: [],
			results: [
				{ name: "propertyKey", type: "STRING" },
				{ name: "of", type: "STRING" },
				{ name: "owners", type: "INTEGER" },
				{ name: "types", type: "LIST<STRING>" },
			],
			call: (_, { store, spend }) => {
				const describe = (of: string) => {
					const columns = of === "node" ? store.data.nodeColumns : store.data.relationshipColumns;
					return columns.map(({ key, codes, values }): readonly Value[] => {
						spend(codes.length);
						const owners = codes.reduce((sum, code) => sum + (code === 0 ? 0 : 1), 0);
						return [key, of, owners, [...new Set(values.slice(1).map(typeOf))].sort()];
					});
				};
				return [...describe("node"), ...describe("relationship")];
			},
		},
		{
			name: "dbms.procedures",
			about: "What CALL can call.",
			arguments: [],
			results: [
				{ name: "name", type: "STRING" },
				{ name: "signature", type: "STRING" },
				{ name: "description", type: "STRING" },
			],
			call: () =>
				all().all.map((procedure) => [procedure.name, signatureOf(procedure), procedure.about ?? ""]),
		},
		{
			name: "dbms.functions",
			about: "What can be called within expressions.",
			arguments: [],
			results: [
				{ name: "name", type: "STRING" },
				{ name: "description", type: "STRING" },
			],
			call: () => {
				const about = new Map(functions.added.map((added) => [added.name, added.about ?? ""]));
				const names = [...functions.names, ...Array.from(aggregates.values(), ({ name }) => name)];
				return names.sort(compareStrings).map((name) => [name, about.get(name) ?? ""]);
			},
		},
	];
}

function signatureOf({ name, arguments: args, results }: Procedure): string {
	const list = (parameters: Procedure["arguments"]) =>
		parameters.map((parameter) => `${parameter.name} :: ${parameter.type}`).join(", ");
	return `${name}(${list(args)}) :: (${list(results)})`;
}
