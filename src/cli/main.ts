import { type Command, CommanderError, program } from "commander";
import { type Verb, verbs } from "../asking/verbs.js";
import { version } from "../version.js";
import { plainText } from "./console.js";
import { describeFailure } from "./failure.js";
import { createShell, Interrupted, type Shell } from "./shell.js";

/** A command's file is loaded when it is called: `--help` and `--version` never load the parser. */
const commands: readonly {
	readonly name: string;
	readonly about: string;
	readonly load: () => Promise<(command: Command, shell: Shell) => void>;
}[] = [
	{
		name: "compile",
		about: "compile a vault to a site",
		load: async () => (await import("./compile.js")).defineCompile,
	},
	{
		name: "check",
		about: "list dead links, ambiguous names and other flaws",
		load: async () => (await import("./check.js")).defineCheck,
	},
	{
		name: "inspect",
		about: "print what notes say, as plain records",
		load: async () => (await import("./inspect.js")).defineInspect,
	},
	{
		name: "graph",
		about: "export the concept graph",
		load: async () => (await import("./graph.js")).defineGraph,
	},
	{
		name: "query",
		about: "ask the graph in openCypher",
		load: async () => (await import("./query.js")).defineQuery,
	},
	...verbs.map((verb) => ({ name: verb.name, about: verb.about, load: () => loadVerb(verb) })),
	{
		name: "serve",
		about: "answer questions about a vault over HTTP",
		load: async () => (await import("./serve.js")).defineServe,
	},
	{
		name: "mcp",
		about: "let AI assistants ask about a vault",
		load: async () => (await import("./mcp.js")).defineMcp,
	},
	{
		name: "embed",
		about: "embed the concepts, and export the vectors",
		load: async () => (await import("./embed.js")).defineEmbed,
	},
	{
		name: "export",
		about: "write the graph as tables or linked data",
		load: async () => (await import("./export.js")).defineExport,
	},
	{
		name: "push",
		about: "send the graph to a database, where it can be asked",
		load: async () => (await import("./push.js")).definePush,
	},
	{
		name: "run",
		about: "run the code cells of notes, in a sandbox",
		load: async () => (await import("./run.js")).defineRun,
	},
	{
		name: "trust",
		about: "let a vault's cells run with your rights",
		load: async () => (await import("./trust.js")).defineTrust,
	},
	{
		name: "init",
		about: "start a vault, or add files to deploy one",
		load: async () => (await import("./init.js")).defineInit,
	},
];

async function loadVerb(verb: Verb): Promise<(command: Command, shell: Shell) => void> {
	switch (verb.answer.kind) {
		case "related":
			return (await import("./related.js")).defineRelated;
		case "suggest":
			return (await import("./suggest.js")).defineSuggest;
		case "explain":
			return (await import("./explain.js")).defineExplain;
		default:
			return (await import("./define-verb.js")).defineVerb(verb);
	}
}

const examples = `
Examples:
  $ notapse compile ~/notes --serve        compile, and look at it
  $ notapse compile notes --out public     compile for the web
  $ notapse check notes                    find dead links
  $ notapse inspect notes/idea.md --json   what one note says
  $ notapse related LSTM                   what is near it, and why
  $ notapse graph --vault notes --format graphml --out notes.graphml

Exit codes:
  0 done · 1 findings · 2 wrong usage · 3 input cannot be read · 4 refused for
  safety · 5 reading or writing failed · 70 a bug in notapse · 130, 143 signals`;

async function main(args: readonly string[], shell: Shell): Promise<number> {
	try {
		const cli = await assemble(args, shell);
		await cli.parseAsync(args, { from: "user" });
		return shell.exitCode;
	} catch (error) {
		// Commander has said what is wrong; its own code for that is 1.
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		return complain(error, shell, args.includes("--json"));
	}
}

function complain(error: unknown, shell: Shell, json: boolean): number {
	const console = shell.console();
	const { text, exitCode } = describeFailure(error, json ? plainText : console.paintRemark);
	// Workers and servers would live on.
	if (error instanceof Interrupted) process.exit(exitCode);
	if (text !== "") console.complain(json ? JSON.stringify({ kind: "error", text, exitCode }) : text);
	return exitCode;
}

async function assemble(args: readonly string[], shell: Shell): Promise<Command> {
	const wanted = args[0] === "help" ? args[1] : args[0];
	const { paint, paintRemark } = shell.console();
	program
		.name("notapse")
		.description("Compiles a vault of linked Markdown notes into a knowledge graph and a site.")
		.version(version, "-V, --version", "print the version")
		.helpOption("-h, --help", "print this help")
		.helpCommand("help [command]", "print the help of a command")
		.addHelpText("after", examples)
		.configureHelp({
			styleTitle: (title) => paint("bold", title),
			// The descriptions name choices and defaults in their own words.
			optionDescription: (option) => option.description,
		})
		.configureOutput({
			outputError: (text, write) =>
				write(text.replace(/^error:/, paintRemark("red", paintRemark("bold", "error:")))),
			getOutHasColors: () => true,
			getErrHasColors: () => true,
		})
		.showHelpAfterError("(notapse --help lists all commands)")
		.exitOverride();
	for (const { name, about, load } of commands) {
		const command = program.command(name).description(about);
		command.showHelpAfterError(`(notapse ${name} --help lists all options)`);
		if (name === wanted) (await load())(command, shell);
	}
	return program;
}

const shell = createShell(process);
for (const event of ["uncaughtException", "unhandledRejection"]) {
	process.on(event, (error: unknown) => {
		process.exit(complain(error, shell, false));
	});
}
// Not process.exit: what is still on its way into a pipe has to arrive.
void main(process.argv.slice(2), shell).then((code) => {
	process.exitCode = code;
});
