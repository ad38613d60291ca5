import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findTypeScript } from "../../src/cells/types/find-typescript.js";
import { readFacts } from "../../src/code/read/index.js";
import { randomProgram } from "./random-program.js";

/** TypeScript does not complain of every name in what it has given up on. So it has to be right, and we not alone. */
it("what programs use and do not define is what TypeScript cannot find", () => {
	const folder = mkdtempSync(join(tmpdir(), "notapse-names-"));
	try {
		const programs = readable(400);
		for (const [index, { code }] of programs.entries()) writeFileSync(join(folder, `${index}.js`), code);
		const options = { allowJs: true, checkJs: true, noEmit: true, lib: ["es2023"], types: [], strict: false };
		const compilerOptions = { ...options, target: "esnext", module: "esnext", moduleDetection: "force" };
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.js"] }));
		const unknown = unknownNames(folder);
		let same = 0;
		for (const [index, { code, uses }] of programs.entries()) {
			const theirs = unknown.get(index) ?? new Set();
			expect(uses, code).toEqual(expect.arrayContaining([...theirs]));
			if (uses.length === theirs.size) same++;
		}
		expect(same).toBeGreaterThan(0.97 * programs.length);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

function readable(count: number): { code: string; uses: string[] }[] {
	const programs: { code: string; uses: string[] }[] = [];
	let state = 1;
	const next = (below: number) => {
		state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
		return Math.floor((state / 0x80000000) * below);
	};
	while (programs.length < count) {
		const code = randomProgram(next);
		const { error, uses } = readFacts({ language: "ts", code });
		if (error === undefined) programs.push({ code, uses: uses.map(({ name }) => name) });
	}
	return programs;
}

/** By program, the names that the compiler complains of. */
function unknownNames(folder: string): Map<number, Set<string>> {
	const found = new Map<number, Set<string>>();
	const complaint = /^(\d+)\.js\(\d+,\d+\): error TS(?:2304|2552|18004|2662|2663): [^']*'(\w+)'/gm;
	for (const [, index, name] of compilerOutput(folder).matchAll(complaint)) {
		const names = found.get(Number(index)) ?? new Set();
		found.set(Number(index), names.add(name!));
	}
	return found;
}

function compilerOutput(folder: string): string {
	try {
		const settings = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
		return execFileSync(findTypeScript().file, ["-p", folder, "--pretty", "false"], settings);
	} catch (error) {
		return String((error as { readonly stdout?: unknown }).stdout);
	}
}
