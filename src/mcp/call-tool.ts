import type { LiveVault, Snapshot } from "../asking/live-vault.js";
import { NotapseError, UsageError } from "../model/index.js";
import type { QueryError } from "../query/index.js";
import { Arguments, type Parameters } from "./arguments.js";
import { cutText } from "./shorten.js";
import type { Tool } from "./tool.js";
import { toAnswer } from "./tool-answer.js";

/** Tokens of an answer, when nothing else is asked for; the least and the most that can be. */
const budgets = { least: 300, most: 50_000, fallback: 6000 };

const budgetParameter: Parameters = {
	budget: {
		type: "count",
		about: "about how many tokens the answer may take, structured and readable part together",
		...budgets,
	},
};

export function parametersOf(tool: Tool): Parameters {
	return { ...tool.parameters, ...budgetParameter };
}

/** As the protocol has it. */
export interface ToolResult {
	[key: string]: unknown;
	content: { type: "text"; text: string }[];
	structuredContent?: Record<string, unknown>;
	isError?: true;
}

export interface CallContext {
	readonly vault: LiveVault;
	readonly signal: AbortSignal;
	/** Hears of bugs of ours. */
	readonly onBug?: ((error: unknown) => void) | undefined;
}

/** A mistake is an answer too: the model reads what is wrong, and what it may have meant. */
export async function callTool(
	tool: Tool,
	given: Readonly<Record<string, unknown>>,
	{ vault, signal, onBug }: CallContext,
): Promise<ToolResult> {
	try {
		const checked = new Arguments(parametersOf(tool), renamed(given, tool.aliases));
		const told = await tool.run({ vault, given: checked, signal, embedded: () => withinPatience(vault) });
		const { structuredContent, text } = toAnswer(told, checked.count("budget")!);
		return { content: [{ type: "text", text }], structuredContent };
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof NotapseError)) onBug?.(error);
		return { content: [{ type: "text", text: cutText(inWords(error), longestError) }], isError: true };
	}
}

/** By the names that are documented. */
function renamed(
	given: Readonly<Record<string, unknown>>,
	aliases: Tool["aliases"] = {},
): Readonly<Record<string, unknown>> {
	const entries = Object.entries(given).map(([name, value]) => {
		const meant = Object.hasOwn(aliases, name) ? aliases[name]! : name;
		return [Object.hasOwn(given, meant) ? name : meant, value] as const;
	});
	return Object.fromEntries(entries);
}

/** Characters. */
const longestError = 800;

function inWords(error: unknown): string {
	if (!(error instanceof NotapseError))
		return "This is a bug in notapse; it was reported to who started the server.";
	// Not by its class: the engine need not be loaded to know its errors.
	if ("describe" in error) return (error as QueryError).describe();
	return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
}

/** Milliseconds for which a call waits for the network: clients give up after a minute. */
const patience = 45_000;

async function withinPatience(vault: LiveVault): Promise<Snapshot> {
	let timer: NodeJS.Timeout | undefined;
	const tired = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(
			() =>
				reject(new UsageError("The network is still being trained for this vault: ask again in a minute.")),
			patience,
		);
	});
	try {
		return await Promise.race([vault.embedded(), tired]);
	} finally {
		clearTimeout(timer);
	}
}
