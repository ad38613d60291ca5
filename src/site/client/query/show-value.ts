/** Values of answers as elements; nodes are links to their pages. */
import type { Shown, ShownNode } from "../../../panel/index.js";
import { make, siteUrl } from "../dom.js";

export function showValue(value: Shown): Node {
	if (value === null) return make("span", { class: "query-null" }, "null");
	if (typeof value === "boolean") return make("span", {}, String(value));
	if (typeof value === "number") return document.createTextNode(showNumber(value));
	if (typeof value === "string") return make("span", { class: "query-string" }, value);
	switch (value.kind) {
		case "node":
			return showNode(value.node);
		case "relationship":
			return make(
				"span",
				{ class: "query-path" },
				...[showNode(value.from), showStep(value.type, true), showNode(value.to)],
			);
		case "path":
			return make(
				"span",
				{ class: "query-path" },
				...value.nodes.flatMap((node, i) => {
					const step = i === 0 ? undefined : value.steps[i - 1];
					return step === undefined ? [showNode(node)] : [showStep(step.type, step.forward), showNode(node)];
				}),
			);
		case "list":
			return make(
				"span",
				{ class: "query-list" },
				...value.items.flatMap((item, i) => (i === 0 ? [showValue(item)] : [", ", showValue(item)])),
			);
		case "map":
			return make(
				"span",
				{ class: "query-map" },
				...value.entries.flatMap(([key, item], i) => [
					...(i === 0 ? [] : [", "]),
					make("span", { class: "query-key" }, `${key}: `),
					showValue(item),
				]),
			);
		case "more":
			return make("span", { class: "query-more", "data-t": "queryMore", "data-n": String(value.count) });
	}
}

/** Digits that a reader can take in; grouped by nobody, because they may be years. */
function showNumber(value: number): string {
	return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

export function showNode({ title, href, label }: ShownNode): HTMLElement {
	const text = label === "Tag" ? `#${title.replace(/^#/, "")}` : title;
	return href === undefined
		? make("span", { class: "query-node" }, text)
		: make("a", { class: "query-node", href: siteUrl(href).href }, text);
}

function showStep(type: string, forward: boolean): HTMLElement {
	const kind = type === "LINKS" ? "" : ` ${type}`;
	return make("span", { class: "query-step" }, forward ? `${kind} → ` : ` ←${kind} `);
}
