/**
 * Prints the diagram in docs/architecture.md from the import rules; `--check` fails when it is out of date.
 */
import { readFile, writeFile } from "node:fs/promises";
import { rooms, spine } from "../.dependency-cruiser.mjs";

const file = "docs/architecture.md";
const begin = "<!-- rooms: made by `npm run diagram` -->";
const end = "<!-- /rooms -->";

const before = await readFile(file, "utf8");
const from = before.indexOf(begin);
const to = before.indexOf(end);
if (from < 0 || to < from) throw new Error(`${file} has lost its markers ${begin} … ${end}`);
const after = `${before.slice(0, from + begin.length)}\n\n${diagram()}\n\n${table()}\n\n${before.slice(to)}`;

if (process.argv.includes("--check")) {
	if (after !== before) {
		console.error(`${file} does not show the import rules as they are: run npm run diagram`);
		process.exit(1);
	}
} else {
	await writeFile(file, after);
}

/** An arrow for every door that may be opened; the model, which everybody opens, is left out. */
function diagram() {
	const all = { ...rooms, ...spine };
	const lines = Object.entries(all).flatMap(([name, { opens }]) =>
		opens.filter((door) => door !== "model").map((door) => `    ${id(name)} --> ${id(door)}`),
	);
	const boxes = Object.keys(all)
		.filter((name) => name !== "model")
		.map((name) => (name.endsWith(".ts") ? `    ${id(name)}(["${name}"])` : `    ${id(name)}["${name}/"]`));
	return ["```mermaid", "flowchart TD", ...boxes, ...lines, "```"].join("\n");
}

function table() {
	const rows = Object.entries({ ...rooms, ...spine }).map(
		([name, { opens, why }]) =>
			`| \`${name}\` | ${opens.map((door) => `\`${door}\``).join(" ") || "nothing"} | ${why} |`,
	);
	return ["| room | may open | because |", "| --- | --- | --- |", ...rows].join("\n");
}

function id(name) {
	return name.replace(/[^a-z]/g, "_");
}
