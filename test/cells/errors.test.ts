import { existsSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadVault } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import type { Diagnostic } from "../../src/model/index.js";
import { checkCellTypes } from "../../src/vault-cells/cell-types.js";
import { compared, line, readErrorFixtures, writeErrorVault } from "./error-fixtures.js";

const fixtures = readErrorFixtures().filter(({ path }) => !path.startsWith("run/"));
const hasTypes = existsSync(new URL("../../dist/types/library", import.meta.url));
if (!hasTypes) console.warn("dist/types is not there: run `npm run build`, or types of cells stay unchecked");

/** Of results, for nothing has been run; and what is no mistake. */
const others = new Set(["cell/blocked", "cell/not-linked", "cell/package-import"]);

describe("mistakes in cells that are found without running them", () => {
	let root: string;
	let diagnostics: readonly Diagnostic[];

	beforeAll(async () => {
		root = writeErrorVault(fixtures);
		const { config } = await loadConfig({ cwd: root, vault: root });
		const loaded = await loadVault({ vault: root, config, cache: false });
		const types = hasTypes ? await checkCellTypes(loaded, { cache: false }) : [];
		const ofCells = loaded.diagnostics.filter(({ rule }) => rule.startsWith("cell/") && !others.has(rule));
		diagnostics = [...ofCells, ...types];
	});
	afterAll(() => rmSync(root, { recursive: true, force: true }));

	it("are many", () => {
		expect(fixtures.flatMap(({ expected }) => expected).length).toBeGreaterThanOrEqual(40);
	});

	it.each(fixtures)("$path", (fixture) => {
		const expected = fixture.expected.filter(({ rule }) => hasTypes || rule !== "cell/type");
		expect(compared(fixture, diagnostics).sort()).toEqual(expected.map(line).sort());
	});
});
