import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell } from "../plan/vault.js";
import { deno, makeVault } from "./support.js";

/** Eight notes that import from each other, and what happens to them. */
type Edit =
	| { readonly kind: "number"; readonly note: number; readonly value: number }
	| { readonly kind: "prose"; readonly note: number; readonly value: number }
	| { readonly kind: "import"; readonly note: number; readonly from: number }
	| { readonly kind: "rename"; readonly note: number; readonly value: number }
	| { readonly kind: "seed"; readonly note: number; readonly value: number }
	| { readonly kind: "throw"; readonly note: number; readonly value: number };

interface Note {
	readonly name: string;
	readonly prose: number;
	readonly number: number;
	readonly from: readonly number[];
	readonly seed: number;
	readonly throws: boolean;
}

const count = 8;

function edited(notes: readonly Note[], edit: Edit): readonly Note[] {
	const change = (more: Partial<Note>) =>
		notes.map((note, i) => (i === edit.note ? { ...note, ...more } : note));
	if (edit.kind === "number") return change({ number: edit.value });
	if (edit.kind === "prose") return change({ prose: edit.value });
	if (edit.kind === "rename") return change({ name: `名${edit.note}-${edit.value}` });
	if (edit.kind === "seed") return change({ seed: edit.value });
	if (edit.kind === "throw") return change({ throws: edit.value === 0 });
	const from = edit.from % Math.max(1, edit.note);
	return edit.note === 0
		? notes
		: change({ from: [...new Set([...notes[edit.note]!.from, from])].slice(-2) });
}

function filesOf(notes: readonly Note[]): Record<string, string> {
	return Object.fromEntries(
		notes.map(({ name, prose, number, from, seed, throws }, i) => {
			const imports = from.map((need) => `import { x${need} } from "[[${notes[need]!.name}]]";\n`).join("");
			const sum = [number, "Math.random()", ...from.map((need) => `x${need}`)].join(" + ");
			const text = `${imports}${throws ? "throw new Error('x');\n" : ""}export const x${i} = ${sum};\nconsole.log(x${i});`;
			return [`${name}.md`, `文字 ${prose}\n\n${cell(text, `seed=${seed}`)}\n${cell(`x${i} * 2`)}`];
		}),
	);
}

const note = fc.nat(count - 1);
const value = fc.nat(3);
const edit: fc.Arbitrary<Edit> = fc.oneof(
	...(["number", "prose", "rename", "seed", "throw"] as const).map((kind) =>
		fc.record({ kind: fc.constant(kind), note, value }),
	),
	fc.record({ kind: fc.constant("import" as const), note, from: note }),
);

describe.skipIf(deno === undefined)("any edits", () => {
	// `EDITS=1000` tries a thousand.
	const edits = Number(process.env.EDITS ?? 16);

	it("leave the records that a clean run makes", { timeout: 120_000 + edits * 5_000 }, async () => {
		const begin = Array.from({ length: count }, (_, i): Note => {
			return { name: `名${i}`, prose: 0, number: i, from: i === 0 ? [] : [i - 1], seed: i, throws: false };
		});
		await fc.assert(
			fc.asyncProperty(fc.array(edit, { minLength: 8, maxLength: 8 }), async (list) => {
				const [kept, clean] = [makeVault(), makeVault()];
				try {
					let notes: readonly Note[] = begin;
					await kept.run(filesOf(notes), { jobs: 1 });
					for (const one of list) {
						notes = edited(notes, one);
						await kept.run(filesOf(notes), { jobs: 1 });
					}
					const ran = await clean.run(filesOf(notes), { jobs: 1 });
					const again = await kept.run(filesOf(notes));
					expect(again.names).toEqual([]);
					expect(again.results.filter(({ state }) => state === "fresh")).toEqual(
						ran.results.filter(({ state }) => state === "fresh"),
					);
					// A blocked cell has none in a clean run, and may have an older one in the other.
					for (const [name, text] of clean.stored())
						if (name !== "places.json") expect(kept.stored().get(name)).toBe(text);
				} finally {
					kept.remove();
					clean.remove();
				}
			}),
			{ numRuns: Math.ceil(edits / 8) },
		);
	});
});
