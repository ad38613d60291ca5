import { expect, it } from "vitest";
import { namesOfCells } from "../../../src/cells/index.js";
import { cell, planOf } from "../plan/vault.js";

function names(files: Readonly<Record<string, string>>): readonly string[] {
	const { plan } = planOf(files);
	return plan.cells.map((_, i) => i).map(namesOfCells(plan));
}

it("calls cells by their notes, and by their ids if they have some", () => {
	expect(names({ "图/门.md": cell("1") + cell("2", "id=流") }).toSorted()).toEqual(["门#流", "门, cell 1"]);
});

it("calls notes of one name by their paths, and others as ever", () => {
	const files = { "a/门.md": cell("1", "id=x"), "b/门.md": cell("2", "id=x"), "c/窗.md": cell("3") };
	expect(names(files).toSorted()).toEqual(["a/门#x", "b/门#x", "窗, cell 1"]);
});
