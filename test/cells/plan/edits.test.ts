import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Files, nameOf, planOf } from "./vault.js";

/**
 * A vault of thirty cells in ten notes, as what it means: cell `i` may need cells before it, takes those of its own note
 * by their names and the others by imports. Edits change the meaning or only how it is written; then every key must have
 * changed that depends on what was changed, and no other.
 */
interface Model {
	readonly cells: readonly {
		readonly note: number;
		readonly needs: readonly number[];
		readonly value: number;
		readonly seed: number;
		readonly caption: number;
		/** How it takes what it imports: by the note, by the cell, or all of the note. */
		readonly manner: "note" | "cell";
		readonly comment: number;
	}[];
	readonly notes: readonly {
		readonly name: string;
		readonly folder: string;
		readonly prose: number;
		/** Whether cells stand in the opposite order. */
		readonly turned: boolean;
		readonly quoted: boolean;
	}[];
}

const size = { cells: 30, notes: 10 };

const models = fc
	.tuple(
		fc.array(
			fc.record({ note: fc.nat(size.notes - 1), needs: fc.array(fc.nat(size.cells - 1), { maxLength: 3 }) }),
			{
				minLength: size.cells,
				maxLength: size.cells,
			},
		),
		fc.constantFrom("循环", "net", "a b"),
	)
	.map(
		([cells, name]): Model => ({
			cells: cells.map(({ note, needs }, i) => ({
				...{ note, value: i, seed: 0, caption: 0, manner: i % 2 === 0 ? "note" : "cell", comment: 0 },
				needs: i === 0 ? [] : [...new Set(needs.map((need) => need % i))].sort((a, b) => a - b),
			})),
			notes: Array.from({ length: size.notes }, (_, i) => ({
				...{ name: `${name}${i}`, folder: "", prose: 0, turned: false, quoted: false },
			})),
		}),
	);

interface Edit {
	readonly kind:
		| "value"
		| "seed"
		| "caption"
		| "comment"
		| "manner"
		| "name"
		| "folder"
		| "prose"
		| "turned"
		| "quoted";
	readonly which: number;
}

const edits = fc.record<Edit>({
	kind: fc.constantFrom(
		"value",
		"seed",
		"caption",
		"comment",
		"manner",
		"name",
		"folder",
		"prose",
		"turned",
		"quoted",
	),
	which: fc.nat(999),
});

function edited(model: Model, { kind, which }: Edit): { readonly model: Model; readonly changed?: number } {
	const cell = which % size.cells;
	const note = which % size.notes;
	const withCell = (more: Partial<Model["cells"][number]>): Model => ({
		...model,
		cells: model.cells.map((old, i) => (i === cell ? { ...old, ...more } : old)),
	});
	const withNote = (more: Partial<Model["notes"][number]>): Model => ({
		...model,
		notes: model.notes.map((old, i) => (i === note ? { ...old, ...more } : old)),
	});
	const ofCell = model.cells[cell]!;
	const ofNote = model.notes[note]!;
	switch (kind) {
		case "value":
			return { model: withCell({ value: ofCell.value + 100 }), changed: cell };
		case "seed":
			return { model: withCell({ seed: ofCell.seed + 1 }), changed: cell };
		case "caption":
			return { model: withCell({ caption: ofCell.caption + 1 }) };
		case "comment":
			return { model: withCell({ comment: ofCell.comment + 1 }) };
		case "manner":
			return { model: withCell({ manner: ofCell.manner === "note" ? "cell" : "note" }) };
		case "name":
			return { model: withNote({ name: `${ofNote.name}新` }) };
		case "folder":
			return { model: withNote({ folder: `${ofNote.folder}夹/` }) };
		case "prose":
			return { model: withNote({ prose: ofNote.prose + 1 }) };
		case "turned":
			return { model: withNote({ turned: !ofNote.turned }) };
		case "quoted":
			return { model: withNote({ quoted: !ofNote.quoted }) };
	}
}

function filesOf({ cells, notes }: Model): Files {
	return Object.fromEntries(
		notes.map(({ name, folder, prose, turned, quoted }, note) => {
			const own = cells.flatMap((cell, i) => (cell.note === note ? [fence(i)] : []));
			const body = (turned ? own.reverse() : own).join("\n");
			const shown = quoted ? body.replace(/^/gm, "> ") : body;
			return [`${folder}${name}.md`, `# ${name}\n\n${"说。\n\n".repeat(prose)}${shown}`];
		}),
	);

	function fence(i: number): string {
		const { note, needs, value, seed, caption, manner, comment } = cells[i]!;
		const imports = needs
			.filter((need) => cells[need]!.note !== note)
			.map((need) => {
				const target = notes[cells[need]!.note]!.name;
				return `import { v${need} } from "[[${target}${manner === "cell" ? `#c${need}` : ""}]]";\n`;
			});
		const sum = [String(value), ...needs.map((need) => `v${need}`)].join(" + ");
		const options = `id=c${i} seed=${seed}${caption > 0 ? ` caption="图 ${caption}"` : ""}`;
		const head = "// 注\n".repeat(comment);
		return `\`\`\`ts cell ${options}\n${head}${imports.join("")}export const v${i} = ${sum};\n\`\`\`\n`;
	}
}

function keysOf(files: Files): ReadonlyMap<number, string> {
	const planned = planOf(files);
	expect(planned.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
	const keys = new Map<number, string>();
	planned.plan.cells.forEach((cell, at) => {
		expect(cell.needs.every((need) => need.cell < at)).toBe(true);
		keys.set(Number(/#c(\d+)$/.exec(nameOf(cell))![1]), cell.key!);
	});
	return keys;
}

/** A cell and all that need it, directly or not. */
function withDependents({ cells }: Model, changed: number | undefined): ReadonlySet<number> {
	const found = new Set(changed === undefined ? [] : [changed]);
	cells.forEach(({ needs }, i) => {
		if (needs.some((need) => found.has(need))) found.add(i);
	});
	return found;
}

describe("keys after random edits", () => {
	it("are new for what was changed and for what needs it, and for nothing else", () => {
		fc.assert(
			fc.property(models, fc.array(edits, { minLength: 1, maxLength: 25 }), (first, steps) => {
				let model = first;
				let keys = keysOf(filesOf(model));
				expect([...keys.values()].every((key) => /^[\da-f]{64}$/.test(key))).toBe(true);
				for (const step of steps) {
					const { model: next, changed } = edited(model, step);
					const after = keysOf(filesOf(next));
					const expected = withDependents(next, changed);
					const actual = [...after.keys()].filter((cell) => after.get(cell) !== keys.get(cell));
					expect(new Set(actual), JSON.stringify(step)).toEqual(expected);
					[model, keys] = [next, after];
				}
			}),
			{ numRuns: 8 },
		);
	}, 120_000);

	it("come back when an edit is taken back", () => {
		fc.assert(
			fc.property(models, fc.array(edits, { minLength: 1, maxLength: 10 }), (model, steps) => {
				const keys = keysOf(filesOf(model));
				let other = model;
				for (const step of steps) other = edited(other, step).model;
				keysOf(filesOf(other));
				expect(keysOf(filesOf(model))).toEqual(keys);
			}),
			{ numRuns: 5 },
		);
	}, 60_000);
});
