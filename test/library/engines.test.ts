/** The bundle that cells import, in every engine that runs them: the same bytes come out of it. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { libraryBundle } from "../../scripts/library.mjs";
import { launch, noBrowser } from "../support/browser.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const deno = join(root, "node_modules/.bin/deno");

/** A cell's life in a worker, with its results as the message; `LIBRARY` is where the bundle is. */
const program = `
const library = await import(LIBRARY);
const { connect, createPlainKernels, createRng, createWasmKernels, chart, inspect, tensor } = library;
const connection = connect();
const said = [];
const host = { emit: ({ data }) => said.push(data), test: (result) => said.push(result), param: ({ value }) => value, read: () => undefined };
const globals = connection.createGlobals(host);
const { adam, backward, chain, lstm, mean, propagate, square, sub, topological } = library;

function train(kernels) {
	const rng = createRng(7);
	const cell = lstm({ input: 3, hidden: 8, rng, kernels });
	const input = tensor(Array.from({ length: 20 }, () => [rng.normal(), rng.normal(), rng.normal()].map(Math.fround)), { kernels });
	const graph = { nodes: 20, relations: { next: chain(20, { kernels }) } };
	const optimizer = adam(cell.parameters, { rate: 0.01 });
	const losses = [];
	for (let step = 0; step < 20; step++) {
		const { state } = propagate(graph, cell, { input, schedule: topological() });
		const loss = mean(square(sub(state.h, 0.25)));
		losses.push(loss.item());
		backward(loss);
		optimizer.step();
	}
	return losses;
}

const [plain, wasm, precise] = [createPlainKernels({ bits: 32 }), createWasmKernels(), createPlainKernels({ bits: 64 })].map(train);
globals.test("WebAssembly and plain kernels: the same bits", () => plain.join() === wasm.join());
globals.test("near float64", () => globals.close(plain, precise, 1e-5));
globals.display(chart.line({ plain, precise }, { title: "损失", y: "log" }), chart.heatMap(tensor([precise, plain])));
globals.display(globals.table(precise.map((loss, step) => ({ step, loss }))), globals.image(tensor([plain])), globals.html\`<b>\${"<"}</b>\`);
globals.test("later", async () => globals.close(await globals.memo("m", [1], () => tensor([1, 2])), [1, 2]));
await connection.leave();

const refused = [
	() => connect(),
	() => globals.display(1),
	() => { library.Tensor.prototype.item = () => 1; },
	() => { tensor(1).kernels.add = () => {}; },
	() => { chart.line = () => {}; },
	() => { chart.line.x = 1; },
	() => { Object.getPrototypeOf(createRng(1)).uniform = () => 0.5; },
	() => { globals.display = () => {}; },
	() => { library.createWasmKernels().mark(); Object.setPrototypeOf(library.Tensor.prototype, null); },
].map((attempt) => { try { attempt(); return "done"; } catch (error) { return error.name; } });
const names = [library.add, library.Tensor, library.NotCloseError, createRng(1)].map((value) => connection.inspect(value)["text/plain"].split(" {")[0]);
SEND(JSON.stringify({ said, refused, names, globals: Object.keys(globals) }));
`;

let bundle: string;
let reference: string;

beforeAll(async () => {
	const { outputFiles } = await build({
		...libraryBundle,
		absWorkingDir: root,
		write: false,
		outdir: "nowhere",
	});
	bundle = outputFiles![0]!.text;
	reference = await inNode();
});

test("asks for nothing that an engine might not have, and is small", () => {
	expect(bundle).not.toMatch(
		/\bnode:|\bdocument\.|\brequire\(|\bprocess\.|\bDeno\.|\bfetch\(|Math\.random|Date\.now/,
	);
	expect(bundle.length).toBeLessThan(160_000);
});

test("in Node", () => {
	const { said, refused, names, globals } = JSON.parse(reference);
	const tests = said.filter((item: object) => "ok" in item);
	expect(tests).toEqual([
		{ name: "WebAssembly and plain kernels: the same bits", ok: true },
		expect.objectContaining({ name: "near float64", ok: true }),
		{ name: "later", ok: true },
	]);
	expect(said.filter((item: object) => !("ok" in item)).map((data: object) => Object.keys(data)[0])).toEqual([
		...["image/svg+xml", "image/svg+xml", "text/html", "image/png", "text/html"],
	]);
	expect(refused).toEqual(["Error", "Error", ...new Array(7).fill("TypeError")]);
	expect(names).toEqual(["[function add]", "[class Tensor]", "[class NotCloseError extends Error]", "Rng"]);
	expect(globals.sort()).toEqual([
		...[
			"chart",
			"close",
			"display",
			"html",
			"image",
			"md",
			"memo",
			"param",
			"read",
			"svg",
			"table",
			"test",
			"tex",
		],
	]);
});

test.skipIf(!existsSync(deno))("in Deno, in a worker that may do nothing: the same bytes", async () => {
	const folder = await mkdtemp(join(tmpdir(), "notapse-library-"));
	try {
		await writeFile(join(folder, "library.js"), bundle);
		await writeFile(
			join(folder, "main.js"),
			`
			const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
			const library = url(await Deno.readTextFile(${JSON.stringify(join(folder, "library.js"))}));
			const program = ${JSON.stringify(program)}.replace("LIBRARY", JSON.stringify(library)).replace("SEND", "postMessage");
			const worker = new Worker(url(program), { type: "module", deno: { permissions: "none" } });
			worker.onmessage = ({ data }) => { console.log(data); Deno.exit(0); };
			worker.onerror = ({ message }) => { console.error(message); Deno.exit(1); };
		`,
		);
		const args = [
			"run",
			"--no-prompt",
			"--no-remote",
			"--no-npm",
			"--unstable-worker-options",
			`--allow-read=${folder}`,
		];
		const { stdout } = await promisify(execFile)(deno, [...args, join(folder, "main.js")], {
			env: { ...process.env, DENO_DIR: folder, NO_COLOR: "1" },
			maxBuffer: 1e7,
		});
		expect(JSON.parse(stdout)).toEqual(JSON.parse(reference));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

describe.skipIf(noBrowser)("in a browser", () => {
	let browser: Awaited<ReturnType<typeof launch>>;
	beforeAll(async () => {
		browser = await launch();
	});
	afterAll(() => browser?.close());

	test("in a worker: the same bytes", async () => {
		const page = await browser.newPage();
		const message = await page.evaluate(
			([bundle, program]) => {
				const url = (text: string) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
				const text = program!
					.replace("LIBRARY", () => JSON.stringify(url(bundle!)))
					.replace("SEND", "postMessage");
				// The types of a browser are not the tests' own.
				const Maker = (
					globalThis as never as {
						Worker: new (url: string, options: object) => { onmessage: unknown; onerror: unknown };
					}
				).Worker;
				return new Promise<string>((resolve, reject) => {
					// A module cannot be a worker where there is no origin; a script can, and imports as well.
					const worker = new Maker(url(`(async () => { "use strict"; ${text} })()`), {});
					worker.onmessage = ({ data }: { data: string }) => resolve(data);
					worker.onerror = ({ message }: { message: string }) => reject(new Error(message));
				});
			},
			[bundle, program],
		);
		expect(JSON.parse(message)).toEqual(JSON.parse(reference));
	});
});

/** In a process of its own: the library freezes what it hands out. */
async function inNode(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "notapse-library-"));
	try {
		await writeFile(join(folder, "library.mjs"), bundle);
		const text = program.replace("LIBRARY", '"./library.mjs"').replace("SEND", "console.log");
		await writeFile(join(folder, "main.mjs"), text);
		return (await promisify(execFile)(process.execPath, [join(folder, "main.mjs")], { maxBuffer: 1e7 }))
			.stdout;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
