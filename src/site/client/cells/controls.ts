import type { CellParam } from "../../../model/index.js";
import { make } from "../dom-parts.js";

type Value = CellParam["value"];

/** A slider for a number with bounds, a field for one without, a list for choices, a switch for yes and no. */
export function controls(
	params: readonly CellParam[],
	values: Map<string, Value>,
	changed: () => void,
): HTMLElement {
	const list = make("dl", { class: "cell-params" });
	for (const [i, param] of params.entries()) {
		const id = `cell-param-${++made}-${i}`;
		const name = make("label", { for: id }, param.label ?? param.name);
		list.append(
			make("div", {}, make("dt", {}, name), make("dd", {}, ...control(param, id, values, changed))),
		);
	}
	return list;
}

let made = 0;

function control(
	param: CellParam,
	id: string,
	values: Map<string, Value>,
	changed: () => void,
): readonly Node[] {
	const { element, read, write, beside } = kindOf(param);
	element.id = id;
	element.dataset.name = param.name;
	element.addEventListener(
		element instanceof HTMLSelectElement || element.type === "checkbox" ? "change" : "input",
		() => {
			const value = read();
			if (value === undefined) return;
			if (value === param.value) values.delete(param.name);
			else values.set(param.name, value);
			changed();
		},
	);
	element.addEventListener("cell-reset", () => write(param.value));
	write(param.value);
	return beside === undefined ? [element] : [element, beside];
}

interface Control {
	readonly element: HTMLInputElement | HTMLSelectElement;
	/** Undefined while what is written is no value. */
	read(): Value | undefined;
	write(value: Value): void;
	readonly beside?: HTMLElement;
}

function kindOf(param: CellParam): Control {
	const { value, choices, min, max } = param;
	if (choices !== undefined && choices.length > 0) return select(choices);
	if (typeof value === "boolean") return toggle();
	if (typeof value === "string") return field();
	return min !== undefined && max !== undefined && min < max ? slider(param, min, max) : number(param);
}

function select(choices: readonly (number | string)[]): Control {
	const element = make(
		"select",
		{},
		...choices.map((choice, i) => make("option", { value: String(i) }, String(choice))),
	);
	return {
		element,
		read: () => choices[element.selectedIndex],
		write: (value) => {
			element.selectedIndex = choices.indexOf(value as number | string);
		},
	};
}

function toggle(): Control {
	const element = make("input", { type: "checkbox" });
	return {
		element,
		read: () => element.checked,
		write: (value) => {
			element.checked = value === true;
		},
	};
}

function field(): Control {
	const element = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
	return {
		element,
		read: () => element.value,
		write: (value) => {
			element.value = String(value);
		},
	};
}

function number({ min, max, step }: CellParam): Control {
	const element = make("input", {
		type: "number",
		step: String(step ?? "any"),
		...(min !== undefined && { min: String(min) }),
		...(max !== undefined && { max: String(max) }),
	});
	return {
		element,
		read: () => (element.value !== "" && element.validity.valid ? element.valueAsNumber : undefined),
		write: (value) => {
			element.value = String(value);
		},
	};
}

function slider({ step, value }: CellParam, min: number, max: number): Control {
	const stepped = step ?? stepFor(min, max, Number(value));
	const element = make("input", { type: "range", min: String(min), max: String(max), step: String(stepped) });
	const beside = make("output", { "aria-hidden": "true" });
	// `0.1 + 0.2`: as many digits as the step has.
	const digits = Math.min(12, (/\.(\d+)/.exec(String(stepped))?.[1] ?? "").length);
	const current = () =>
		/e/.test(String(stepped)) ? element.valueAsNumber : Number(element.valueAsNumber.toFixed(digits));
	const tell = () => {
		beside.textContent = String(current());
	};
	element.addEventListener("input", tell);
	return {
		element,
		read: current,
		write: (value) => {
			element.value = String(value);
			tell();
		},
		beside,
	};
}

/** Whole numbers between whole bounds; else a hundredth of the range, rounded to a power of ten. */
function stepFor(min: number, max: number, value: number): number {
	if (Number.isInteger(min) && Number.isInteger(max) && Number.isInteger(value) && max - min >= 3) return 1;
	return Number(`1e${Math.floor(Math.log10((max - min) / 100))}`);
}
