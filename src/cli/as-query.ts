import type { Command } from "commander";
import { verbNamed } from "../asking/verbs.js";
import { UsageError } from "../model/index.js";
import { typedConcept } from "./named-concept.js";
import type { NetworkOptions } from "./open-embedded.js";
import { openGraph } from "./open-graph.js";
import type { Shell } from "./shell.js";

/** Prints the query that lists what a verb of the network lists; the network itself is not asked. */
export async function printQueryOf(
	name: string,
	typed: readonly string[],
	{ limit, ...options }: NetworkOptions,
	command: Command,
	shell: Shell,
): Promise<void> {
	const verb = verbNamed(name);
	if (verb === undefined) throw new UsageError(`There is no verb ${name}.`);
	const { queryOf } = await import("../asking/ask-verb.js");
	const { open, project, console } = await openGraph(options, command, shell, false);
	const concepts = typed.map((one) =>
		typedConcept(one, { ...open, graph: open.loaded.graph }, { project, shell }),
	);
	const wanted = limit === undefined || limit === Number.POSITIVE_INFINITY ? 0 : limit;
	console.print(queryOf(open, verb, { names: new Map(), limit: wanted }, concepts));
}
