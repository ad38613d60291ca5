/**
 * The script of the worker in a page's frame: cells run here as they do in the sandbox (`run/engines/deno-worker.ts`),
 * in the same quiet world. The frame's policy is the wall: nothing can be loaded from or sent to anywhere. What is taken
 * from cells on top of it is what they could use to speak to the page in the runner's name.
 */
import { blobModules } from "../run/engines/blob-modules.js";
import { lockWorld } from "../run/engines/lock-world.js";
import { defineGlobals } from "../run/engines/outputs.js";
import type { EvaluateCommand } from "../run/engines/protocol.js";
import { createWorld, type Engine, type World } from "../run/engines/world.js";

interface WorkerScope {
	postMessage(text: string): void;
	addEventListener(kind: string, listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent {
	readonly data?: unknown;
	readonly error?: unknown;
	readonly reason?: unknown;
	readonly filename?: string;
	readonly lineno?: number;
	readonly colno?: number;
	preventDefault(): void;
}

const scope = globalThis as unknown as WorkerScope;
const post = scope.postMessage.bind(scope);
const { performance: realPerformance } = globalThis;
const modules = blobModules(/blob:[^\s/()]*\/[\da-f-]{36}/g);

const engine: Engine = {
	...modules,
	// A page keeps nothing: everything is computed.
	recall: async () => undefined,
	keep() {},
	clock: realPerformance.now.bind(realPerformance),
	decode: () => new Uint8Array(),
};

async function start(libraryText: string): Promise<World> {
	const library = await modules.connect(libraryText);
	const world = createWorld(globalThis, library, engine);
	await defineGlobals(library);
	lockWorld(globalThis);
	return world;
}

let world: World | undefined;

scope.addEventListener("error", (event) => {
	event.preventDefault();
	world?.uncaught(event.error, event);
});
scope.addEventListener("unhandledrejection", (event) => {
	event.preventDefault();
	world?.uncaught(event.reason);
});
scope.addEventListener("message", async ({ data }) => {
	if (world !== undefined) {
		post(await world.evaluate(JSON.parse(String(data)) as EvaluateCommand));
		return;
	}
	try {
		world = await start(String(data));
		post('{"kind":"ready"}');
	} catch (error) {
		post(JSON.stringify({ kind: "broken", message: String(error) }));
	}
});
