/**
 * What answering the questions of notes costs: a generated vault is compiled without and with 200 of them, in every
 * language that there is. Without the network, which costs more than all of it. Whole processes, in one run; nothing is
 * asserted.
 *
 *     npx tsx bench/questions.bench.ts [--notes 10000] [--questions 200] [--runs 1]
 */
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateVault, writeVault } from "./generate-vault.js";
import { median, notapse, type Usage } from "./process.js";

const { values } = parseArgs({
	options: {
		notes: { type: "string", default: "10000" },
		questions: { type: "string", default: "200" },
		runs: { type: "string", default: "1" },
		/** Only those of one language. */
		language: { type: "string", default: "" },
	},
});
const work = mkdtempSync(join(tmpdir(), "notapse-bench-"));

/** What people ask most: tables and lists of what has a tag, what leads here, what is new, counts, hubs. */
const questions: readonly (readonly [language: string, code: string])[] = [
	[
		"dataview",
		"TABLE year, length(file.outlinks) AS links FROM #TAG WHERE year > 1990 SORT year DESC LIMIT 50",
	],
	["dataview", "LIST FROM [[]] SORT file.name"],
	["dataview", 'TABLE rows.file.link AS notes FROM "notes/3" GROUP BY year'],
	["dataview", "TABLE length(file.inlinks) AS n WHERE year SORT length(file.inlinks) DESC LIMIT 20"],
	["cypher", "MATCH (n:Note) WHERE n.year > 1990 RETURN n, n.year AS year ORDER BY year DESC LIMIT 50"],
	["cypher", "MATCH (n:Note)<-[:LINKS]-(m) RETURN n, count(m) AS links ORDER BY links DESC LIMIT 20"],
	[
		"cypher",
		"WITH $this AS me MATCH (me)-[:LINKS]->(a)<-[:LINKS]-(b:Note) RETURN b, count(a) AS shared ORDER BY shared DESC LIMIT 10",
	],
	[
		"base",
		'filters:\n  and:\n    - year > 2000\n    - file.inFolder("notes/5")\nviews:\n  - type: table\n    name: t\n    order: [file.name, year, file.tags]\n    limit: 50',
	],
	[
		"base",
		"formulas:\n  age: 2026 - year\nviews:\n  - type: cards\n    name: c\n    filters: this.file.hasLink(file)\n    order: [file.name, formula.age]",
	],
	["query", "path:notes/7 tag:#TAG"],
];

try {
	const count = Number(values.questions);
	const vault = join(work, "vault");
	const shape = { notes: Number(values.notes), seed: 1, chinese: 0.5 };
	writeVault(vault, shape);
	const files = generateVault(shape);
	const paths = [...files.keys()];
	const tag = commonTag(files.values());
	const without = await times(() => compile(vault));
	row(`${values.notes} notes`, without);
	const asked = questions.filter(([language]) => values.language === "" || language === values.language);
	for (let i = 0; i < count; i++) {
		const [language, code] = asked[i % asked.length]!;
		const path = paths[Math.floor(((i + 0.5) * paths.length) / count)]!;
		appendFileSync(join(vault, path), `\n\n\`\`\`${language}\n${code.replaceAll("TAG", tag)}\n\`\`\`\n`);
	}
	const withThem = await times(() => compile(vault));
	row(
		`and ${count} questions`,
		withThem,
		`+${((100 * withThem.cpu) / without.cpu - 100).toFixed(1)} % (limit 20)`,
	);
	const { stdout } = await notapse("compile", vault, ...places(), "--force", "--json", "--timings");
	const { timings } = JSON.parse(stdout) as { timings: { stage: string; cpuMs: number }[] };
	console.log(
		`  by stage: ${timings.map(({ stage, cpuMs }) => `${stage} ${(cpuMs / 1000).toFixed(2)} s`).join(", ")}`,
	);
	appendFileSync(join(vault, paths[0]!), "\n\nOne more line.\n");
	row("one note edited", await notapse("compile", vault, ...places(), "--quiet"));
	row("nothing changed", await notapse("compile", vault, ...places(), "--quiet"));
} finally {
	rmSync(work, { recursive: true, force: true });
}

function commonTag(texts: Iterable<string>): string {
	const counts = new Map<string, number>();
	for (const text of texts) {
		const name = /^tags: \[(.*)\]$/m.exec(text)?.[1] ?? "";
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	counts.delete("");
	return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "tag";
}

function compile(vault: string): Promise<Usage> {
	rmSync(join(work, "out"), { recursive: true, force: true });
	rmSync(join(work, "cache"), { recursive: true, force: true });
	return notapse("compile", vault, ...places(), "--quiet");
}

function places(): string[] {
	return ["--out", join(work, "out"), "--cache", join(work, "cache"), "--no-embed"];
}

async function times(once: () => Promise<Usage>): Promise<Usage> {
	const all: Usage[] = [];
	for (let run = 0; run < Number(values.runs); run++) all.push(await once());
	const of = (key: "cpu" | "wall" | "memory") => median(all.map((usage) => usage[key]));
	return { cpu: of("cpu"), wall: of("wall"), memory: of("memory"), stdout: "" };
}

function row(name: string, { cpu, wall, memory }: Usage, remark = ""): void {
	const figures = `${cpu.toFixed(2).padStart(7)} s CPU ${wall.toFixed(2).padStart(7)} s wall ${memory.toFixed(0).padStart(5)} MB`;
	console.log(`  ${name.padEnd(20)}${figures}  ${remark}`);
}
