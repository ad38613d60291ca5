import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
	CallToolRequestSchema,
	CompleteRequestSchema,
	ErrorCode,
	GetPromptRequestSchema,
	ListPromptsRequestSchema,
	ListResourcesRequestSchema,
	ListResourceTemplatesRequestSchema,
	ListToolsRequestSchema,
	McpError,
	ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { LiveVault } from "../asking/live-vault.js";
import { version } from "../version.js";
import { inputSchema } from "./arguments.js";
import { callTool, parametersOf } from "./call-tool.js";
import { instructions } from "./instructions.js";
import { pathsLike, titlesLike } from "./names.js";
import { prompts, promptText } from "./prompts.js";
import { listResources, noteTemplate, readResource } from "./resources.js";
import { tools } from "./tools/index.js";

export interface McpOptions {
	/** Hears of bugs of ours. */
	readonly onBug?: ((error: unknown) => void) | undefined;
	/** Whether the client can be told that the list of notes has changed. */
	readonly listChanged?: boolean;
}

/** As the protocol's specification has it; the SDK has no name for it. */
const resourceNotFound = -32002;

/** One end of a conversation: the vault is opened when something of it is asked for. */
export function createMcpServer(vault: LiveVault, { onBug, listChanged = false }: McpOptions = {}): Server {
	const server = new Server(
		{ name: "notapse", title: "notapse", version },
		{
			capabilities: {
				tools: {},
				resources: listChanged ? { listChanged: true } : {},
				prompts: {},
				completions: {},
				logging: {},
			},
			instructions,
			// Nobody is asked anything: the checker of answers, which evaluates code that it makes, is not needed.
			jsonSchemaValidator: {
				getValidator: () => () => ({ valid: false, data: undefined, errorMessage: "" }),
			},
		},
	);

	server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
	server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
		const tool = tools.find(({ name }) => name === params.name);
		if (tool === undefined) throw invalid(`There is no tool “${params.name.slice(0, 100)}”.`);
		return callTool(tool, params.arguments ?? {}, { vault, signal, onBug });
	});

	server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [noteTemplate] }));
	server.setRequestHandler(ListResourcesRequestSchema, async ({ params }) => {
		const snapshot = await vault.current();
		try {
			return listResources(snapshot, params?.cursor);
		} catch (error) {
			throw error instanceof RangeError ? invalid(error.message) : error;
		}
	});
	server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, { signal }) => {
		const found = await readResource(await vault.current(), uri, signal);
		if (found === undefined) throw new McpError(resourceNotFound, "Resource not found", { uri });
		return { contents: [found] };
	});

	server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [...prompts] }));
	server.setRequestHandler(GetPromptRequestSchema, async ({ params }, { signal }) => {
		const prompt = prompts.find(({ name }) => name === params.name);
		if (prompt === undefined) throw invalid(`There is no prompt “${params.name.slice(0, 100)}”.`);
		const given = new Map(Object.entries(params.arguments ?? {}));
		for (const { name } of prompt.arguments) if (!given.has(name)) throw invalid(`“${name}” is not given.`);
		const text = await promptText(prompt.name, given, async () => (await vault.current()).open, signal);
		return {
			description: prompt.description,
			messages: [{ role: "user" as const, content: { type: "text" as const, text } }],
		};
	});

	server.setRequestHandler(CompleteRequestSchema, async ({ params: { ref, argument } }) => {
		const { open } = await vault.current();
		const values =
			ref.type === "ref/resource"
				? pathsLike(open, argument.value)
				: argument.name === "from" || argument.name === "to"
					? titlesLike(open, argument.value)
					: [];
		const shown = values.slice(0, mostCompletions);
		return { completion: { values: shown, total: values.length, hasMore: values.length > shown.length } };
	});
	return server;
}

/** As the protocol allows. */
const mostCompletions = 100;

const listed = tools.map((tool) => ({
	name: tool.name,
	title: tool.title,
	description: tool.about,
	inputSchema: inputSchema(parametersOf(tool)) as { type: "object" },
	outputSchema: tool.output as { type: "object" },
	annotations: {
		title: tool.title,
		readOnlyHint: true,
		destructiveHint: false,
		idempotentHint: true,
		openWorldHint: false,
	},
}));

function invalid(message: string): McpError {
	return new McpError(ErrorCode.InvalidParams, message);
}
