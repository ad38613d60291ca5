import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDeno } from "../../src/cells/run/find-deno.js";
import { notapse, temporary } from "../support/program.js";
import { put } from "../vault/on-disk.js";

/** The code of a note as the cell of the network that embeds its vault. */
const folder = temporary();
const hasSandbox = findDeno() !== undefined;
if (!hasSandbox)
	console.warn("\n*** Deno is not installed: a note's cell as the network's is NOT tested. ***\n");

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const demo = fileURLToPath(new URL("../../vault", import.meta.url));

/** A note with one cell, whose first line is line 4 of the note. */
const note = (code: string, options = "") => `# 笔记\n\n\`\`\`ts cell ${options}\n${code}\n\`\`\`\n`;

/** As it should be, but for what a case puts in its place. */
const cellWith = ({
	parameters = "{ W }",
	init = "({ h: x })",
	step = "({ h: add(own, message.link!.h) })",
}) => `\
import { add, type CellMaker, matmul, mul, parameter, tensor, zeros } from "notapse";
export const cell: CellMaker = ({ hidden, kernels }) => {
	const W = parameter(new Float64Array(hidden), { kernels });
	return {
		parameters: ${parameters},
		init: (x) => ${init} as never,
		step: (state, own, message) => ${step} as never,
	};
};`;

const vault: Record<string, string> = {
	"good.md": `${note(cellWith({}))}\n[[two]] [[three]]\n`,
	"two.md": "[[good]] about cells",
	"three.md": "[[two]] about cells, too",
	"plain.md": "no cells here",
	"other.md": note("export const cel = 1;"),
	"twice.md": note("export { a as cell };\nconst a = 1;") + note("1"),
	"value.md": note('export const cell = "gru";'),
	"nothing.md": note("export const cell = () => undefined;"),
	"stepless.md": note("export const cell = () => ({ parameters: {}, init: (h: unknown) => ({ h }) });"),
	"名.md": note(cellWith({ parameters: "{ B: W }" })),
	"常数.md": note(cellWith({ parameters: "{ W: tensor([1]) }" })),
	"形状.md": note(cellWith({ step: "({ h: zeros([1, 2], kernels) })" })),
	"内核.md": note(cellWith({ step: "({ h: zeros([own.rows, hidden]) })" })),
	"抛.md": note(cellWith({ step: '(() => { throw new Error("想错了"); })()' })),
	"乘.md": note(cellWith({ step: "({ h: matmul(own, W) })" })),
	"无穷.md": note(cellWith({ step: "({ h: mul(own, Number.NaN) })" })),
	"转.md": note(cellWith({ step: "(() => { for (;;); })()" }), "timeout=50ms"),
	"needs.md": note('import { wrong } from "[[breaks]]";\nexport const cell = () => wrong;'),
	"breaks.md": note('export const wrong = 1;\nthrow new Error("schon hier");'),
	"gone.md": note('import { wrong } from "[[nowhere]]";\nexport const cell = () => wrong;'),
};

beforeAll(() => put(folder.at("vault"), vault));
afterAll(folder.remove);

const embed = (cell: string, ...more: readonly string[]) =>
	notapse(["embed", "--vault", folder.at("vault"), "--no-cache", "--cell", cell, ...more], folder.root);

describe.skipIf(!hasSandbox)("a note's cell is the cell of the network", () => {
	test("the demo's GRU, written out in a note, gives the vectors of the one that is built in", async () => {
		const vectors = async (cell: string, name: string) => {
			const out = folder.at(`${name}.npy`);
			const args = ["embed", "--vault", demo, "--cache", folder.at("cache"), "--cell", cell, "--out", out];
			const { code, stderr } = await notapse(args, folder.root);
			expect([code, stderr]).toEqual([0, expect.not.stringContaining("rror")]);
			return floatsOf(out);
		};
		const own = await vectors("[[门控循环单元网络]]", "own");
		const built = await vectors("gru", "built");
		const linear = await vectors("linear", "linear");
		const farthest = (a: Float32Array, b: Float32Array) =>
			a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
		expect(own.length).toBe(built.length);
		expect(farthest(own, built)).toBeLessThan(1e-5);
		expect(farthest(own, linear)).toBeGreaterThan(0.1);
		// The model is kept; only the states are inferred anew, by the note's code.
		expect(Buffer.from((await vectors("[[门控循环单元网络]]", "again")).buffer)).toEqual(
			Buffer.from(own.buffer),
		);
		const { stdout } = await notapse(
			[
				"explain",
				"梯度消失",
				"LSTM",
				"--vault",
				demo,
				"--cache",
				folder.at("cache"),
				"--cell",
				"[[门控循环单元网络]]",
				"--json",
			],
			folder.root,
		);
		const explained = JSON.parse(stdout) as { similarity: number; sides: { heard: unknown[] }[] };
		expect(explained.sides.every(({ heard }) => heard.length > 0)).toBe(true);
	});

	test("also with too few links to learn from", async () => {
		const { code, stdout } = await embed("[[good#]]", "--json");
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({ cell: "[[good#]]", method: "diffusion" });
	});

	test.each([
		["[[nowhere]]", "The network's cell is to be [[nowhere]], and there is no such note."],
		["[[plain]]", "has no code cells"],
		["[[other]]", "exports no “cell”"],
		["[[good#x]]", "has no cell with the id x"],
	])("%s is looked up before anything runs", async (cell, message) => {
		const { code, stderr } = await embed(cell);
		expect(stderr).toContain(message);
		expect(code).toBe(2);
	});

	test.each([
		[
			"[[twice]]",
			"twice.md:4:1: TypeError: “cell” is a number; to be the network's cell it must be a function",
		],
		[
			"[[value]]",
			"value.md:4:14: TypeError: “cell” is a string; to be the network's cell it must be a function",
		],
		[
			"[[nothing]]",
			"nothing.md:4:14: TypeError: “cell” gives nothing; it must give { parameters, init, step }.",
		],
		["[[stepless]]", "stepless.md:4:14: TypeError: The cell has no function “step(state, input, message)”"],
		["[[名]]", "名.md:5:14: TypeError: A parameter of the cell is called “B”, as one of the network is."],
		["[[常数]]", "常数.md:5:14: TypeError: “W” of the parameters is a tensor that is no parameter"],
		[
			"[[形状]]",
			"形状.md:5:14: TypeError: “step” gives h of (1, 2); it must be (20, 64), a row for each note.",
		],
		["[[内核]]", "内核.md:5:14: TypeError: “step” makes h without the kernels that the cell was given"],
		["[[抛]]", "抛.md:10:49: Error: 想错了"],
		["[[乘]]", "乘.md:10:40: RangeError: matmul"],
		["[[无穷]]", "The cell of the network gives numbers that are none, or too large."],
		["[[转]]", "转.md:5:14: Timeout: It did not end within 3 s."],
		["[[needs]]", "breaks.md:5:7: Error: schon hier"],
		["[[gone]]", "The network's cell [[gone]] cannot be run. gone.md:4:24: Nothing in the vault is called"],
	])("%s is told where it is wrong", async (cell, message) => {
		const { code, stderr } = await embed(cell);
		expect(stderr).toContain(message);
		expect(code).toBe(3);
	});

	test("a vault cannot choose it: its own configuration names none", async () => {
		put(folder.at("greedy"), { "a.md": vault["抛.md"]!, "notapse.config.json": '{ "cell": "[[a]]" }' });
		const { code, stderr } = await notapse(
			["embed", "--vault", folder.at("greedy"), "--no-cache"],
			folder.root,
		);
		expect(stderr).toContain("“cell” is not taken from inside a vault");
		expect(code).toBe(0);
	});
});

describe("where there is no sandbox", () => {
	/** As if Deno were nowhere. */
	const withoutDeno = async (...args: readonly string[]) => {
		const env = { PATH: process.env.PATH, HOME: folder.root, DENO: "/nowhere" };
		const child = spawn(process.execPath, [cli, ...args], {
			cwd: folder.root,
			env,
			stdio: ["ignore", "pipe", "pipe"],
		});
		let said = "";
		child.stdout.resume();
		child.stderr.setEncoding("utf8").on("data", (piece: string) => {
			said += piece;
		});
		const [code] = (await once(child, "close")) as [number];
		return { code, said };
	};
	const compile = ["compile", "alone", "--out", "site", "--no-cache", "--cell", "[[good]]"];

	test("it is refused with the line that mends it; trusted, Node takes it; nobody else's word counts", async () => {
		put(folder.at("alone"), { "good.md": vault["good.md"]!, "two.md": "[[good]]", "three.md": "[[two]]" });
		const refused = { code: 4, said: expect.stringContaining("npm install deno") };
		expect(await withoutDeno(...compile)).toEqual(refused);
		expect(await withoutDeno(...compile, "--trust")).toEqual(refused);
		expect((await withoutDeno("trust", "alone")).code).toBe(0);
		expect(await withoutDeno(...compile)).toEqual(refused);
		expect((await withoutDeno(...compile, "--trust")).code).toBe(0);
		put(folder.at("alone"), { "good.md": vault["good.md"]!.replace("h: x", "h: add(x, 0)") });
		expect(await withoutDeno(...compile, "--trust")).toEqual(refused);
	});
});

/** The numbers of a .npy file, whose head says how long it is. */
function floatsOf(file: string): Float32Array {
	const bytes = readFileSync(file);
	return new Float32Array(
		bytes.buffer.slice(bytes.byteOffset + 10 + bytes.readUInt16LE(8), bytes.byteOffset + bytes.length),
	);
}
