/** The same module in a browser: an ordinary page, without the headers that allow threads. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, noBrowser, visit } from "../support/browser.js";
import { plain32, seeded } from "./makers.js";

const door = fileURLToPath(new URL("../../src/kernels/index.ts", import.meta.url));

/** What the page does, and the test does again. */
const program = `
	import { createRng, createWasmKernels } from ${JSON.stringify(door)};
	const kernels = createWasmKernels();
	const rng = createRng(5);
	const draw = (length) => kernels.floats(length).map(() => rng.normal());
	const [m, n, k] = [37, 29, 300];
	const c = kernels.floats(m * n);
	kernels.gemm(c, draw(m * k), draw(k * n), m, n, k);
	kernels.softmaxRows(c, c, m, n);
	document.title = Array.from(new Uint32Array(Float32Array.from(c).buffer)).join();
`;

describe.skipIf(noBrowser)("in a browser", () => {
	let browser: Browser;
	let server: Server;
	let site: string;

	beforeAll(async () => {
		const { outputFiles } = await build({
			stdin: { contents: program, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
			bundle: true,
			write: false,
			format: "esm",
			// The team needs Node's threads; a page that does not start one never loads it.
			external: ["node:worker_threads"],
		});
		const script = outputFiles[0]!.text;
		server = createServer((request, response) => {
			const isScript = request.url === "/kernels.js";
			response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
			response.end(
				isScript
					? script
					: "<!doctype html><title></title><link rel=icon href=data:,><script type=module src=/kernels.js></script>",
			);
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		browser = await launch();
		expect(script).not.toContain("worker_threads");
	});
	afterAll(async () => {
		await browser?.close();
		server?.close();
	});

	test("the bits are those of Node", async () => {
		const rng = seeded(5);
		const draw = (length: number) => new Float32Array(length).map(() => rng.normal());
		const [m, n, k] = [37, 29, 300];
		const c = new Float32Array(m * n);
		plain32.gemm(c, draw(m * k), draw(k * n), m, n, k);
		plain32.softmaxRows(c, c, m, n);
		const expected = Array.from(new Uint32Array(c.buffer)).join();
		await visit(browser, site, "", async (page) => {
			await page.waitForFunction("document.title !== ''");
			expect(await page.title()).toBe(expected);
		});
	});
});
