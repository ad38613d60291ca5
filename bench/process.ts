import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const meter = new URL("./meter.mjs", import.meta.url).href;

/** Without what makes Node read certificates at every start, whatever it starts for: a matter of the machine. */
export function environment(): NodeJS.ProcessEnv {
	const { NODE_EXTRA_CA_CERTS: _, ...others } = process.env;
	return { ...others, CI: "", NODE_OPTIONS: "" };
}

/** What a whole process used, its threads included. */
export interface Usage {
	/** User and system, seconds. */
	readonly cpu: number;
	readonly wall: number;
	/** Largest resident set, MB (10^6 bytes). */
	readonly memory: number;
	readonly stdout: string;
}

/** Runs `node dist/cli.js …args` and measures it from inside at its exit. */
export function notapse(...args: string[]): Promise<Usage> {
	return measure([cli, ...args]);
}

/** Runs any script in a fresh Node the same way, for a peer in the same run. */
export function measure(nodeArgs: string[]): Promise<Usage> {
	return new Promise((resolve, reject) => {
		const start = performance.now();
		const child = spawn(process.execPath, ["--import", meter, ...nodeArgs], {
			stdio: ["ignore", "pipe", "ignore", "pipe"],
			env: { ...environment(), NOTAPSE_METER: "3" },
		});
		let stdout = "";
		let figures = "";
		child.stdout?.on("data", (piece) => {
			stdout += piece;
		});
		child.stdio[3]?.on("data", (piece) => {
			figures += piece;
		});
		child.on("error", reject);
		child.on("close", (code) => {
			if (code !== 0) return reject(new Error(`exit ${code}: ${nodeArgs.join(" ")}`));
			const { cpu, memory } = JSON.parse(figures) as { cpu: number; memory: number };
			resolve({ cpu, memory, wall: (performance.now() - start) / 1000, stdout });
		});
	});
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}
