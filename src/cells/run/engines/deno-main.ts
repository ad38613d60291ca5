/**
 * The sandbox's main thread. It is all that Deno loads from a disk; everything else arrives over stdin. It only
 * carries lines between the runner and the worker, in which strangers' code runs without any permission.
 */
import { scriptModule } from "./deno-scripts.js";
import { turnMessage } from "./protocol.js";

declare const Deno: {
	readonly stdin: { readonly readable: AsyncIterable<Uint8Array> };
	readonly stdout: { writeSync(bytes: Uint8Array): number };
	exit(code: number): never;
};

interface DenoWorker {
	postMessage(text: string): void;
	onmessage: ((event: { readonly data: unknown }) => void) | null;
	onerror: ((event: { readonly message: string; preventDefault(): void }) => void) | null;
}

const encoder = new TextEncoder();
const waiting: string[] = [];
const token = crypto.randomUUID();
let worker: DenoWorker | undefined;
let frame: (text: string) => void = () => {};
/** A worker that loads its library or evaluates a cell takes no other cell. */
let busy = true;

for await (const line of linesOf(Deno.stdin.readable)) {
	if (worker === undefined) worker = start(line);
	else if (/^\{"do":"(?:memo|module)"/.test(line)) worker.postMessage(token + line);
	else {
		waiting.push(line);
		next();
	}
}
Deno.exit(0);

function start(line: string): DenoWorker {
	const welcome = JSON.parse(line) as { nonce: string; library: string; worker: string };
	frame = createFrame(welcome.nonce);
	const url = URL.createObjectURL(new Blob([scriptModule(welcome.worker)], { type: "text/javascript" }));
	// Deno's own option: the types of Node and browsers do not know it.
	const options = { type: "module", deno: { permissions: "none" } };
	const Make = (globalThis as unknown as { Worker: new (url: string, options: object) => DenoWorker }).Worker;
	const made = new Make(url, options);
	made.onmessage = ({ data }) => hear(String(data));
	made.onerror = (event) => {
		event.preventDefault();
		frame(JSON.stringify({ kind: "broken", message: event.message || "its worker stopped" }));
	};
	made.postMessage(token + welcome.library);
	return made;
}

function hear(text: string): void {
	if (text === turnMessage) {
		worker?.postMessage(token + turnMessage);
		return;
	}
	if (text === "ready" || text.startsWith('{"kind":"done"')) {
		busy = false;
		next();
	}
	// After the next cell has been handed over: it runs while this is written.
	frame(text === "ready" ? '{"kind":"ready"}' : text);
}

function next(): void {
	if (busy || worker === undefined) return;
	const line = waiting.shift();
	if (line === undefined) return;
	busy = true;
	worker.postMessage(token + line);
}

/** `nonce length⏎ text ⏎nonce⏎`: what a cell writes to stdout meanwhile stands between frames, or breaks one visibly. */
function createFrame(nonce: string): (text: string) => void {
	return (text) => {
		const bytes = encoder.encode(text);
		const head = encoder.encode(`\n${nonce} ${bytes.length}\n`);
		const tail = encoder.encode(`\n${nonce}\n`);
		const whole = new Uint8Array(head.length + bytes.length + tail.length);
		whole.set(head);
		whole.set(bytes, head.length);
		whole.set(tail, head.length + bytes.length);
		for (let at = 0; at < whole.length; ) at += Deno.stdout.writeSync(whole.subarray(at));
	};
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
	const decoder = new TextDecoder();
	let rest: string[] = [];
	for await (const chunk of chunks) {
		const lines = decoder.decode(chunk, { stream: true }).split("\n");
		const last = lines.pop() ?? "";
		for (const line of lines) {
			yield rest.join("") + line;
			rest = [];
		}
		rest.push(last);
	}
}
