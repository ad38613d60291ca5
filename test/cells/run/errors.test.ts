import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultDiagnostics, runCells } from "../../../src/cells/index.js";
import { loadConfig } from "../../../src/config.js";
import { loadVault } from "../../../src/load.js";
import type { Diagnostic } from "../../../src/model/index.js";
import { compared, line, readErrorFixtures, writeErrorVault } from "../error-fixtures.js";
import { deno, engineAssets } from "./support.js";

const fixtures = readErrorFixtures().filter(({ path }) => path.startsWith("run/"));

describe.skipIf(deno === undefined)("mistakes in cells that are found by running them", () => {
	let root: string;
	let diagnostics: readonly Diagnostic[];

	beforeAll(async () => {
		root = writeErrorVault(fixtures);
		const { config } = await loadConfig({ cwd: root, vault: root });
		const { plan } = await loadVault({ vault: root, config, cache: false });
		const { results } = await runCells(plan, { root, engine: "sandbox", assets: engineAssets() });
		diagnostics = [...plan.diagnostics, ...resultDiagnostics(plan, results)];
	});
	afterAll(() => rmSync(root, { recursive: true, force: true }));

	it("are many", () => {
		expect(fixtures.flatMap(({ expected }) => expected).length).toBeGreaterThanOrEqual(40);
	});

	it.each(fixtures)("$path", (fixture) => {
		expect(compared(fixture, diagnostics).sort()).toEqual(fixture.expected.map(line).sort());
	});
});
