import { cpSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDeno } from "../../src/cells/run/find-deno.js";
import { filesIn, notapse, temporary } from "../support/program.js";
import { demoVault } from "../support/repository.js";
import { put } from "../vault/on-disk.js";
import { variants } from "./variants.js";

/**
 * A check that passes whatever the cell does is worse than none. So each check of the demo is failed by a variant of
 * its cell in which one thing is broken: a copy of the note, unpublished, that runs beside the whole vault.
 */
const folder = temporary();
const hasSandbox = findDeno() !== undefined;
if (!hasSandbox)
	console.warn("\n*** Deno is not installed: that the demo's checks can fail is NOT tested. ***\n");

interface Cell {
	readonly note: string;
	readonly cell: string | null;
	readonly record?: { readonly tests?: readonly { readonly name: string; readonly ok: boolean }[] };
}
let whole: readonly Cell[];
let broken: readonly Cell[];

const paths = new Map(
	filesIn(demoVault)
		.filter((path) => path.endsWith(".md"))
		.map((path) => [path.slice(path.lastIndexOf("/") + 1, -3), path]),
);
const sourceOf = (note: string) => readFileSync(`${demoVault}/${paths.get(note)}`, "utf8");
const copies = Object.entries(variants).flatMap(([note, list]) =>
	list.map(([what, text, instead], i) => ({ note, what, text, instead, copy: `变体/${note}-${i}.md` })),
);

async function run(...notes: readonly string[]): Promise<readonly Cell[]> {
	const { stdout } = await notapse(
		["run", ...notes, "--vault", folder.at("vault"), "--no-cache", "--json"],
		folder.root,
	);
	return (JSON.parse(stdout) as { cells: readonly Cell[] }).cells;
}
const checksOf = ({ note, cell, record }: Cell, of = note) =>
	(record?.tests ?? []).map(({ name, ok }) => ({ check: `${of}#${cell}: ${name}`, ok }));

describe.skipIf(!hasSandbox)("the demo's checks", () => {
	beforeAll(async () => {
		cpSync(demoVault, folder.at("vault"), { recursive: true });
		whole = await run();
		put(
			folder.at("vault"),
			Object.fromEntries(
				copies.map(({ note, text, instead, copy }) => {
					const body = sourceOf(note).replace(/^---\n.*?\n---\n/s, "");
					return [copy, `---\npublish: false\n---\n${body.replace(text, () => instead)}`];
				}),
			),
		);
		broken = await run(...copies.map(({ copy }) => copy));
	}, 900_000);
	afterAll(folder.remove);

	test("pass in the vault", () => {
		expect(whole.flatMap((cell) => checksOf(cell)).filter(({ ok }) => !ok)).toEqual([]);
	});

	test.each(copies)("$note, $what: noticed", ({ note, text, copy }) => {
		expect(sourceOf(note).split(text).length - 1, `times that “${text}” stands in ${note}`).toBe(1);
		const own = broken.filter((cell) => cell.note === copy);
		expect(own.flatMap((cell) => checksOf(cell)).filter(({ ok }) => !ok)).not.toEqual([]);
	});

	test("are each failed by a broken variant", () => {
		const origin = new Map(copies.map(({ note, copy }) => [copy, paths.get(note)]));
		const failed = new Set(
			broken.flatMap((cell) =>
				checksOf(cell, origin.get(cell.note))
					.filter(({ ok }) => !ok)
					.map(({ check }) => check),
			),
		);
		const checks = whole.flatMap((cell) => checksOf(cell).map(({ check }) => check));
		expect(checks.length).toBeGreaterThan(150);
		expect(checks.filter((check) => !failed.has(check))).toEqual([]);
	});
});
