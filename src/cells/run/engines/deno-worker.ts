/**
 * The script of the sandbox's worker: has no permission for anything, and takes from cells what they could
 * use to speak to the main thread. Arrives as text, so that nothing of it lies on a disk that it could read.
 */
import { lockWorld } from "./lock-world.js";
import { defineGlobals, type Library } from "./outputs.js";
import { type Command, type EvaluateCommand, tokenLength, turnMessage } from "./protocol.js";
import { createWorld, type Engine, type World } from "./world.js";

interface WorkerScope {
	postMessage(text: string): void;
	dispatchEvent(event: unknown): boolean;
	addEventListener(kind: string, listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent {
	readonly data?: unknown;
	readonly error?: unknown;
	readonly reason?: unknown;
	preventDefault(): void;
}

const scope = globalThis as unknown as WorkerScope;
// An own property, because its prototypes are emptied.
Object.defineProperty(scope, "dispatchEvent", { value: scope.dispatchEvent.bind(scope), configurable: true });
const post = scope.postMessage.bind(scope);
const createUrl = URL.createObjectURL;
const { Blob: RealBlob } = globalThis;
const { atob: decodeBase64, performance: realPerformance } = globalThis;

const cellOf = new Map<string, number>();
const urlOf = new Map<number, string>();
const recalls = new Map<number, (value: string | undefined) => void>();
let labels: ReadonlyMap<number, string> = new Map();
let recall = 0;
let goOn = () => {};

const engine: Engine = {
	names: {
		pattern: /blob:null\/[\da-f-]{36}/g,
		cellOf: (url) => cellOf.get(url),
		labelOf: (url) => labels.get(cellOf.get(url) ?? -1) ?? "cell",
	},
	evaluate,
	recall: (cell, key) => {
		const id = ++recall;
		post(JSON.stringify({ kind: "recall", cell, id, key }));
		return new Promise((resolve) => recalls.set(id, resolve));
	},
	keep: (cell, key, value) => post(JSON.stringify({ kind: "keep", cell, key, value })),
	// The main thread answers at once. Timers would have to be loaded, and that takes longer than most cells.
	turn: () =>
		new Promise((resolve) => {
			goOn = resolve;
			post(turnMessage);
		}),
	clock: () => realPerformance.now(),
	decode: (base64) => Uint8Array.from(decodeBase64(base64), (letter) => letter.charCodeAt(0)),
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
	// At its first call it takes the global's place for a moment, which nobody can once that is locked.
	queueMicrotask(() => {});
	lockWorld(globalThis);
	return world;
}

let world: World | undefined;

scope.addEventListener("error", (event) => {
	event.preventDefault();
	world?.uncaught(event.error);
});
scope.addEventListener("unhandledrejection", (event) => {
	event.preventDefault();
	world?.uncaught(event.reason);
});
/** Stands before every message but the first, which tells it: cells can make events, but not know this. */
let token: string | undefined;

scope.addEventListener("message", async ({ data }) => {
	if (typeof data !== "string") return;
	if (token === undefined) {
		token = data.slice(0, tokenLength);
		world = await start(data.slice(tokenLength));
		post("ready");
		return;
	}
	if (!data.startsWith(token)) return;
	if (data.endsWith(turnMessage) && data.length === token.length + turnMessage.length) {
		goOn();
		return;
	}
	const command = JSON.parse(data.slice(tokenLength)) as Command;
	if (command.do === "evaluate") post(await world!.evaluate(command));
	else if (command.do === "module") urlOf.set(command.target, makeUrl(command.text));
	else {
		recalls.get(command.id)?.(command.value ?? undefined);
		recalls.delete(command.id);
	}
});
