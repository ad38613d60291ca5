import type { CellParam } from "../../model/index.js";
import { el, type OutputNode } from "./node.js";

/** Values that a reader may change, as a list of names and values; a script puts controls in their place. */
export function paramList(params: readonly CellParam[]): readonly OutputNode[] {
	if (params.length === 0) return [];
	const items = params.map(({ name, label, value }) =>
		el(
			"div",
			{},
			el("dt", {}, label ?? name),
			el("dd", {}, el("span", { class: "cell-value" }, valueText(value))),
		),
	);
	return [el("dl", { class: "cell-params" }, ...items)];
}

export function valueText(value: CellParam["value"]): string {
	if (typeof value === "boolean") return value ? "✓" : "✗";
	return String(value).slice(0, 100);
}

/** Of what should be a list of them, those that are. */
export function readParams(written: unknown): readonly CellParam[] {
	if (!Array.isArray(written)) return [];
	const names = new Set<string>();
	return written.slice(0, 50).flatMap((one): CellParam[] => {
		const { name, value, min, max, step, choices, label } = Object(one) as Readonly<Record<string, unknown>>;
		if (typeof name !== "string" || name === "" || names.has(name) || !isValue(value)) return [];
		names.add(name);
		return [
			{
				name: name.slice(0, 100),
				value,
				...(isReal(min) && { min }),
				...(isReal(max) && { max }),
				...(isReal(step) && step > 0 && { step }),
				...(Array.isArray(choices) && {
					choices: choices.slice(0, 100).filter((choice) => isValue(choice) && typeof choice !== "boolean"),
				}),
				...(typeof label === "string" && label !== "" && { label: label.slice(0, 200) }),
			},
		];
	});
}

function isValue(value: unknown): value is CellParam["value"] {
	return typeof value === "string" || typeof value === "boolean" || isReal(value);
}

function isReal(value: unknown): value is number {
	return typeof value === "number" && Number.isFinite(value);
}
