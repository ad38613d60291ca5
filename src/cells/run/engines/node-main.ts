/**
 * The trusted engine: cells as modules of this Node, with the vault's packages, files and network. Says what it has
 * to say over stdout's descriptor; what cells write to stdout and stderr becomes their output.
 */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { type Module, SourceTextModule, SyntheticModule } from "node:vm";
import { currentOutputs, defineGlobals, type Library } from "./outputs.js";
import type { Command, EvaluateCommand, ModuleCommand, Welcome } from "./protocol.js";
import { createWorld, type Engine, type World } from "./world.js";

const modules = new Map<number, Module>();
const packages = new Map<string, Promise<Module>>();
const recalls = new Map<number, (value: string | undefined) => void>();
const waiting: EvaluateCommand[] = [];
const clock = performance.now.bind(performance);
let labels: ReadonlyMap<number, string> = new Map();
let recall = 0;
let root = "";
let nonce = "";
let world: World | undefined;
let busy = true;

const engine: Engine = {
	names: {
		pattern: /cell:\d{1,9}(?=:\d+:\d+|\b)/g,
		cellOf: (url) => (modules.has(Number(url.slice(5))) ? Number(url.slice(5)) : undefined),
		labelOf: (url) => labels.get(Number(url.slice(5))) ?? "cell",
	},
	keepsPackages: true,
	evaluate,
	recall: (cell, key) => {
		const id = ++recall;
		frame(JSON.stringify({ kind: "recall", cell, id, key }));
		return new Promise((resolve) => recalls.set(id, resolve));
	},
	keep: (cell, key, value) => frame(JSON.stringify({ kind: "keep", cell, key, value })),
	clock,
	decode: (base64) => new Uint8Array(Buffer.from(base64, "base64")),
};

const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
lines.on("line", (line) => {
	if (nonce === "") void start(JSON.parse(line) as Welcome);
	else hear(JSON.parse(line) as Command);
});
lines.on("close", () => process.exit(0));
process.on("uncaughtException", (error) => world?.uncaught(error));
process.on("unhandledRejection", (reason) => world?.uncaught(reason));

async function start(welcome: Welcome): Promise<void> {
	nonce = welcome.nonce;
	root = welcome.root ?? process.cwd();
	const module = new SourceTextModule(welcome.library, { identifier: "notapse:library" });
	await module.link(() => {
		throw new Error("The library imports nothing.");
	});
	await module.evaluate();
	modules.set(-1, module);
	const library = (module.namespace as { connect(): Library }).connect();
	const listen = (name: "stdout" | "stderr") => (chunk: unknown) => {
		currentOutputs()?.write(
			name,
			typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString(),
		);
		return true;
	};
	process.stdout.write = listen("stdout") as typeof process.stdout.write;
	process.stderr.write = listen("stderr") as typeof process.stderr.write;
	world = createWorld(globalThis, library, engine);
	await defineGlobals(library, { configurable: true, writable: true });
	busy = false;
	frame('{"kind":"ready"}');
	void next();
}

function hear(command: Command): void {
	if (command.do === "evaluate") {
		waiting.push(command);
		void next();
		return;
	}
	if (command.do === "module") {
		loading = loading.then(() => loadModule(command));
		return;
	}
	recalls.get(command.id)?.(command.value ?? undefined);
	recalls.delete(command.id);
}

/** What is sent before a cell is there before it. */
let loading: Promise<void> = Promise.resolve();

async function loadModule({ target, text }: ModuleCommand): Promise<void> {
	const module = new SourceTextModule(text, { identifier: `notapse:${target}` });
	modules.set(target, module);
	try {
		await module.link(() => {
			throw new Error("Nothing to link.");
		});
		await module.evaluate();
	} catch {
		// Whoever imports it is told.
	}
}

async function next(): Promise<void> {
	if (busy || world === undefined) return;
	const command = waiting.shift();
	if (command === undefined) return;
	busy = true;
	await loading;
	const answer = await world.evaluate(command);
	busy = false;
	frame(answer);
	void next();
}

async function evaluate(command: EvaluateCommand): Promise<{ readonly namespace: object }> {
	labels = new Map(command.labels);
	const targets = new Map(command.links);
	const find = (specifier: string): Promise<Module> | Module => {
		const target = targets.get(specifier);
		const module = typeof target === "number" ? modules.get(target) : undefined;
		return module ?? loadPackage(typeof target === "string" ? target : specifier);
	};
	const module = new SourceTextModule(command.text, {
		identifier: `cell:${command.cell}`,
		initializeImportMeta: (meta) => {
			meta.url = pathToFileURL(join(root, "cell.js")).href;
		},
		importModuleDynamically: find as unknown as (specifier: string) => Promise<Module>,
	});
	modules.set(command.cell, module);
	await module.link(find);
	await module.evaluate();
	return { namespace: module.namespace };
}

/** A package as the vault's `node_modules` has it, or a part of Node. */
function loadPackage(specifier: string): Promise<Module> {
	const known = packages.get(specifier);
	if (known !== undefined) return known;
	const loaded = importAsModule(specifier);
	packages.set(specifier, loaded);
	return loaded;
}

async function importAsModule(specifier: string): Promise<Module> {
	const namespace = (await import(resolve(specifier))) as Readonly<Record<string, unknown>>;
	const names = Object.keys(namespace);
	const module = new SyntheticModule(names, function (this: SyntheticModule) {
		for (const name of names) this.setExport(name, namespace[name]);
	});
	await module.link(() => {
		throw new Error("Nothing to link.");
	});
	await module.evaluate();
	return module;
}

function resolve(specifier: string): string {
	const from = pathToFileURL(join(root, "cell.js")).href;
	try {
		return import.meta.resolve(specifier, from);
	} catch {
		return pathToFileURL(createRequire(from).resolve(specifier)).href;
	}
}

/** `⏎ nonce length ⏎ text ⏎ nonce ⏎` */
function frame(text: string): void {
	const bytes = Buffer.from(`${text}\n${nonce}\n`);
	const length = bytes.length - nonce.length - 2;
	const whole = Buffer.concat([Buffer.from(`\n${nonce} ${length}\n`), bytes]);
	for (let at = 0; at < whole.length; ) at += writeAll(whole, at);
}

/** A pipe that is full says so by an error. */
function writeAll(bytes: Buffer, at: number): number {
	try {
		return writeSync(1, bytes, at);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
		return 0;
	}
}
