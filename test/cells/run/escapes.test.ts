import { createSocket, type Socket } from "node:dgram";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/cells/run/engine-process.js";
import type { Answer, EvaluateCommand, Evaluated } from "../../../src/cells/run/engines/protocol.js";
import { makeHome, sandboxCommand } from "../../../src/cells/run/sandbox.js";
import { cell, planOf } from "../plan/vault.js";
import { importProbes, inwardProbes, outwardProbes, type Prey, type Probe } from "./probes.js";
import { deno, engineAssets, writeFile } from "./support.js";

/**
 * The probes are modules as they stand: no compiler of ours has looked at them, so that what holds is the sandbox. All
 * run in one, one after the other, with honest cells between them that must not notice.
 */
describe.skipIf(deno === undefined)("what cells try in the sandbox", () => {
	const secret = `canary-${Math.random().toString(36).slice(2)}-end`;
	const folder = mkdtempSync(join(tmpdir(), "notapse-prey-"));
	const requests: string[] = [];
	let prey: Prey;
	let server: Server;
	let udp: Socket;
	let answers: Awaited<ReturnType<typeof tryAll>>;
	let bare: Awaited<ReturnType<typeof tryAll>>;

	beforeAll(async () => {
		process.env.NOTAPSE_CANARY = secret;
		writeFile(join(folder, "canary"), secret);
		writeFile(join(folder, "canary.json"), JSON.stringify(secret));
		writeFile(join(folder, "canary.js"), `export default ${JSON.stringify(secret)};`);
		server = createHttpServer((request, response) => {
			requests.push(String(request.url));
			response.end("export default 1");
		});
		server.on("connection", () => requests.push("connection"));
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const { port } = server.address() as AddressInfo;
		udp = createSocket("udp4");
		udp.on("message", () => requests.push("datagram"));
		await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
		const script = join(engineAssets(), "engines/deno-main.js");
		prey = { file: join(folder, "canary"), folder, port, secret, script, pid: process.pid };
		const worker = readFileSync(join(engineAssets(), "engines/deno-worker.js"), "utf8");
		answers = await tryAll({ ...outwardProbes(prey), ...inwardProbes(prey) }, worker);
		bare = await tryAll(outwardProbes(prey), bareWorker);
	});
	afterAll(() => {
		delete process.env.NOTAPSE_CANARY;
		server.close();
		udp.close();
		rmSync(folder, { recursive: true, force: true });
	});

	it("tries a hundred ways", () => {
		expect(answers.probes.size).toBeGreaterThanOrEqual(100);
	});

	it("obtains nothing", () => {
		expect(obtainedIn(answers.probes, secret)).toEqual([]);
	});

	it("obtains nothing from outside, even where no name is taken away and nothing is frozen", () => {
		expect(bare.probes.size).toBeGreaterThan(60);
		expect(obtainedIn(bare.probes, secret)).toEqual([]);
	});

	it("asks no server", () => {
		expect(requests).toEqual([]);
	});

	it("leaves the disk as it was", () => {
		expect(readFileSync(prey.file, "utf8")).toBe(secret);
		expect(readdirSync(folder).sort()).toEqual(["canary", "canary.js", "canary.json"]);
		expect([answers.left, bare.left]).toEqual([false, false]);
	});

	it("leaves the other cells as they are", () => {
		expect(new Set(answers.honest.map(({ outputs }) => JSON.stringify(outputs.map(textOf))))).toEqual(
			new Set([JSON.stringify(["3 1,2,3 {} undefined"])]),
		);
	});

	it("is not even given what imports by a computed or forbidden address", () => {
		const all = Object.entries({ ...outwardProbes(prey), ...inwardProbes(prey), ...importProbes });
		const importing = all.filter(([, probe]) => /\bimport\b/.test(programOf(probe)));
		const planned = importing.filter(([, probe]) => {
			const { plan } = planOf({ "a.md": cell(programOf(probe)) });
			return plan.cells[0]?.key !== undefined;
		});
		expect(importing.length).toBeGreaterThan(60);
		// Without its placeholder, which stands for an address, this is a package; such cells are refused when they are run.
		expect(planned.map(([name]) => name)).toEqual(["the library's connection"]);
	});

	it("leaves this process as it is", () => {
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});
});

const honest = `export const $ = [1, 2, 3].map((x) => x).length + " " + [1, 2, 3] + " " + JSON.stringify({}) + " " + ({}).polluted;
export { $ as "cell value" };`;

/** The sandbox's process and permissions, and a worker that does nothing to protect itself. */
const bareWorker = `
let token;
for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, (event) => event.preventDefault());
onmessage = async ({ data }) => {
	if (token === undefined) { token = data.slice(0, 36); postMessage("ready"); return; }
	const { cell, text } = JSON.parse(data.slice(36));
	const answer = { kind: "done", cell, ms: 0, outputs: [], tests: [], params: [] };
	try {
		const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
		answer.outputs.push({ text: String(module["cell value"]) });
	} catch (error) {
		answer.error = { name: error.name, message: String(error.message), frames: [] };
	}
	postMessage(JSON.stringify(answer));
};`;

function obtainedIn(found: ReadonlyMap<string, Evaluated>, secret: string): readonly unknown[] {
	return [...found].filter(([, { error, outputs }]) => {
		const denied = error !== undefined || outputs.some((output) => textOf(output) === "denied");
		return !denied || JSON.stringify({ error, outputs }).includes(secret);
	});
}

/** What each probe answered, and the honest cells behind it. Whoever ends the engine is told so, and the next gets another. */
async function tryAll(all: Readonly<Record<string, Probe>>, worker: string) {
	const home = makeHome();
	const names = Object.keys(all);
	const texts = names.flatMap((name) => [moduleOf(all[name]!), honest]);
	const found: Evaluated[] = [];
	while (found.length < texts.length) {
		const words = await evaluateFrom(found.length, texts, found, worker, home.path);
		if (words === undefined) break;
		const died = { name: "Died", message: words, frames: [] };
		found.push({ kind: "done", cell: found.length, ms: 0, outputs: [], tests: [], params: [], error: died });
	}
	const left = readdirSync(home.path).includes("left-behind");
	home.remove();
	return {
		probes: new Map(names.map((name, i) => [name, found[2 * i]!])),
		honest: names.map((_, i) => found[2 * i + 1]!),
		left,
	};
}

/** Answers the last words of an engine that ended before all was done. */
function evaluateFrom(
	first: number,
	texts: readonly string[],
	found: Evaluated[],
	worker: string,
	home: string,
): Promise<string | undefined> {
	const assets = engineAssets();
	return new Promise((resolve) => {
		const script = join(assets, "engines/deno-main.js");
		const command = sandboxCommand({ deno: deno!, script, memory: 512, home });
		const library = readFileSync(join(assets, "cell-library.js"), "utf8");
		const finish = (words?: string) => {
			clearTimeout(timer);
			engine.kill();
			resolve(words);
		};
		const timer = setTimeout(() => finish("It hangs."), 30_000);
		const hear = (answer: Answer) => {
			if (answer.kind === "broken") finish(answer.message);
			if (answer.kind !== "done" || "skipped" in answer || answer.cell !== found.length) return;
			found.push(answer);
			if (found.length === texts.length) finish();
		};
		const engine = startEngine(
			command,
			{ library, worker },
			{ answer: hear, ended: finish, broken: () => finish("The channel broke.") },
		);
		for (let cell = first; cell < texts.length; cell++) engine.send(commandOf(cell, texts[cell]!));
	});
}

function programOf(probe: Probe): string {
	return typeof probe === "object" ? probe.static : `await (async () => { ${probe} })()`;
}

function moduleOf(probe: Probe): string {
	if (typeof probe === "object")
		return `${probe.static}\nexport const $ = "obtained"; export { $ as "cell value" };`;
	return `let got;
try { got = await Promise.race([(async () => { ${probe} })(), new Promise((resolve) => setTimeout(resolve, 2000))]) } catch (error) { got = undefined; }
const $ = got ? "obtained: " + String(got) : "denied";
export { $ as "cell value" };`;
}

function commandOf(cell: number, text: string): EvaluateCommand {
	return {
		...{ do: "evaluate", cell, text, links: [["LIBRARY", -1]], reaches: [], labels: [], thenable: false },
		...{ seed: 1, params: [], files: [], impure: false },
	};
}

function textOf(output: unknown): string {
	const { data, text } = output as { data?: Record<string, string>; text?: string };
	return data?.["text/plain"] ?? text ?? "";
}
