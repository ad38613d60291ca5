/**
 * The script of the sandbox's worker: has no permission for anything, and takes from cells what they could
 * use to speak to the main thread. Arrives as text, so that nothing of it lies on a disk that it could read.
 */
import { blobModules } from "./blob-modules.js";
import { evaluateExports } from "./deno-scripts.js";
import { lockWorld } from "./lock-world.js";
import { defineGlobals } from "./outputs.js";
import { type Command, tokenLength, turnMessage } from "./protocol.js";
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
const { atob: decodeBase64, performance: realPerformance } = globalThis;

const modules = blobModules(/blob:null\/[\da-f-]{36}/g);
const recalls = new Map<number, (value: string | undefined) => void>();
let recall = 0;
let goOn = () => {};

const engine: Engine = {
	...modules,
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

async function start(libraryText: string): Promise<World> {
	const library = await modules.connect(evaluateExports(libraryText));
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
	else if (command.do === "module") modules.set(command.target, command.text);
	else {
		recalls.get(command.id)?.(command.value ?? undefined);
		recalls.delete(command.id);
	}
});
