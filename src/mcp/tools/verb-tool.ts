import type { Answer } from "../../asking/ask-verb.js";
import { type Verb, verbNamed } from "../../asking/verbs.js";
import { budget, type Call } from "../tool.js";

export interface Page {
	readonly limit?: number | undefined;
	readonly offset?: number | undefined;
}

/** What a verb answers to a tool's arguments, which are called like its own. */
export async function answerOf(call: Call, name: string, page: Page = pageAsked(call)): Promise<Answer> {
	// Late: who lists tools does not need the engine.
	const { askVerb } = await import("../../asking/ask-verb.js");
	const verb = verbNamed(name) as Verb;
	const { given, signal } = call;
	const { open } = verb.network ? await call.embedded() : await call.vault.current();
	const names = new Map<string, string>();
	for (const argument of verb.arguments) {
		const typed = given.text(argument.name);
		if (typed !== undefined) names.set(argument.name, typed);
	}
	const { limit, offset } = page;
	const depth = given.count("depth");
	const wanted = {
		...(limit !== undefined && { limit }),
		...(offset !== undefined && { offset }),
		...(depth !== undefined && { depth }),
	};
	return askVerb(open, verb, { names, ...wanted }, { budget, signal });
}

function pageAsked({ given }: Call): Page {
	return { limit: given.count("limit"), offset: given.count("offset") };
}
