import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Answer, Command, Welcome } from "./engines/protocol.js";
import { createFrameReader } from "./frames.js";

/** How an engine is started. */
export interface EngineCommand {
	readonly file: string;
	readonly args: readonly string[];
	/** All of it: nothing of this process's environment is handed on. */
	readonly env: Readonly<Record<string, string>>;
	readonly cwd: string;
}

export interface EngineListener {
	answer(answer: Answer): void;
	/** It runs no more, of itself or because it was killed. `lastWords` is the end of what it wrote to stderr. */
	ended(lastWords: string): void;
	/** Somebody wrote into the channel. */
	broken(): void;
}

export interface EngineProcess {
	send(command: Command): void;
	/** At once; nothing is heard of it any more, and `ended` is not called. */
	kill(): void;
	/** Megabytes in memory now; undefined where this cannot be told. */
	residentMemory(): number | undefined;
}

/** @param welcome all but the nonce, which is drawn here */
export function startEngine(
	{ file, args, env, cwd }: EngineCommand,
	welcome: Omit<Welcome, "nonce">,
	listener: EngineListener,
): EngineProcess {
	const nonce = randomBytes(24).toString("hex");
	const child = spawn(file, args, { env, cwd, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
	let isOver = false;
	let lastWords = "";
	let lines = "";

	const reader = createFrameReader(nonce, {
		frame: (text) => {
			const answer = isOver ? undefined : readAnswer(text);
			if (answer !== undefined) listener.answer(answer);
		},
		broken: () => {
			if (!isOver) listener.broken();
		},
	});
	const end = (words: string) => {
		if (isOver) return;
		isOver = true;
		listener.ended(words);
	};
	// What is sent at one time goes in one piece: writing wakes the other side, which is what costs.
	const flush = () => {
		if (!isOver) child.stdin.write(lines);
		lines = "";
	};
	child.stdout.on("data", (chunk: Buffer) => reader.push(chunk));
	child.stderr.on("data", (chunk: Buffer) => {
		lastWords = (lastWords + chunk.toString("utf8")).slice(-4000);
	});
	child.on("error", (error) => end(error.message));
	child.on("close", () => end(lastWords));
	// Somebody who has died does not listen: `close` tells.
	child.stdin.on("error", () => {});
	child.stdin.write(`${JSON.stringify({ ...welcome, nonce })}\n`);
	return {
		send: (command) => {
			if (lines === "") queueMicrotask(flush);
			lines += `${JSON.stringify(command)}\n`;
		},
		kill: () => {
			isOver = true;
			child.kill("SIGKILL");
			child.stdin.destroy();
			child.stdout.destroy();
			child.stderr.destroy();
		},
		residentMemory: child.pid === undefined ? () => undefined : memoryOf(child.pid),
	};
}

function readAnswer(text: string): Answer | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? (value as Answer) : undefined;
	} catch {
		return undefined;
	}
}

/** Megabytes of a process, and of those below it: a box may stand between. Windows tells nothing cheaply. */
function memoryOf(pid: number): () => number | undefined {
	if (process.platform === "linux") return () => memoryInProc(pid);
	return process.platform === "win32" ? () => undefined : memoryByPs(pid);
}

function memoryInProc(pid: number, depth = 0): number | undefined {
	try {
		const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
		if (kilobytes === undefined) return undefined;
		const children = depth < 3 ? readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ") : [];
		const below = children.map((child) => (child === "" ? 0 : (memoryInProc(Number(child), depth + 1) ?? 0)));
		return below.reduce((sum, one) => sum + one, Number(kilobytes) / 1024);
	} catch {
		return undefined;
	}
}

/** Where there is no /proc, a program has to be asked: twice a second, and the answer is the last one. */
export function memoryByPs(pid: number): () => number | undefined {
	let megabytes: number | undefined;
	let next = 0;
	return () => {
		if (performance.now() < next) return megabytes;
		next = performance.now() + 500;
		execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, said) => {
			const kilobytes = Number(said.trim());
			if (error === null && kilobytes > 0) megabytes = kilobytes / 1024;
		});
		return megabytes;
	};
}
