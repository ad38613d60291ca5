/**
 * The script of the worker in a page's frame: cells run here as they do in the sandbox (`run/engines/deno-worker.ts`),
 * in the same quiet world. The frame's policy is the wall: nothing can be loaded from or sent to anywhere. What is taken
 * from cells on top of it is what they could use to speak to the page in the runner's name.
 */
import { lockWorld } from "../run/engines/lock-world.js";
import { defineGlobals, type Library } from "../run/engines/outputs.js";
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
const { createObjectURL: createUrl } = URL;
const { Blob: RealBlob, performance: realPerformance } = globalThis;

const cellOf = new Map<string, number>();
const urlOf = new Map<number, string>();
let labels: ReadonlyMap<number, string> = new Map();

const engine: Engine = {
	names: {
		pattern: /blob:[^\s/()]*\/[\da-f-]{36}/g,
		cellOf: (url) => cellOf.get(url),
		labelOf: (url) => labels.get(cellOf.get(url) ?? -1) ?? "cell",
	},
	evaluate,
	// A page keeps nothing: everything is computed.
	recall: async () => undefined,
	keep() {},
	clock: realPerformance.now.bind(realPerformance),
	decode: () => new Uint8Array(),
};

async function evaluate(command: EvaluateCommand): Promise<{ readonly namespace: object }> {
	labels = new Map(command.labels);
	let { text } = command;
	for (const [placeholder, target] of command.links)
		text = text.replaceAll(placeholder, () => urlOf.get(Number(target)) ?? "blob:null/missing");
	const url = makeUrl(text);
	urlOf.set(command.cell, url);
	cellOf.set(url, command.cell);
	if (!command.thenable) return { namespace: await import(url) };
	// A promise for a namespace with a `then` would call it; from this wrapper it is only handed over.
	const wrapper = makeUrl(`import * as namespace from "${url}"; export const get = () => ({ namespace });`);
	return ((await import(wrapper)) as { get(): { namespace: object } }).get();
}

function makeUrl(text: string): string {
	return createUrl(new RealBlob([text], { type: "text/javascript" }));
}

async function start(libraryText: string): Promise<World> {
	const url = makeUrl(libraryText);
	urlOf.set(-1, url);
	const library = ((await import(url)) as { connect(): Library }).connect();
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
