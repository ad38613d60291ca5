import type { syntax } from "../../../query/index.js";

const shapes = new WeakMap<object, string>();

/** A text that is the same for what is written alike, wherever it stands. */
export function shapeOf(node: syntax.AnyNode): string {
	let shape = shapes.get(node);
	if (shape === undefined) {
		shape = JSON.stringify(node, (key, value) => {
			if (key === "span") return undefined;
			if (typeof value === "bigint") return { integer: String(value) };
			if (typeof value === "number") return Object.is(value, -0) ? "-0" : `number ${value}`;
			if (value?.kind === "call-function" && value.name !== value.name.toLowerCase())
				return { ...value, name: value.name.toLowerCase() };
			return value;
		});
		shapes.set(node, shape);
	}
	return shape;
}
