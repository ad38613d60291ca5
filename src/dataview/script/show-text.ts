/** What a program has shown, as lines of text: for terminals, and for whoever reads a record. */
import type { AnswerTask, AnswerValue, AnswerView } from "../../model/index.js";

const longest = 20_000;

export function textOfAnswer(parts: readonly AnswerValue[]): string {
	const text = parts
		.map(blockText)
		.filter((part) => part !== "")
		.join("\n");
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function blockText(value: AnswerValue): string {
	if (typeof value === "object" && value?.kind === "view") return viewText(value.view);
	if (typeof value === "object" && value?.kind === "element") {
		const heading = /^h([1-6])$/.exec(value.tag)?.[1];
		const inner = value.children.map(blockText).join(value.children.some(isView) ? "\n" : "");
		return heading === undefined ? inner : `${"#".repeat(Number(heading))} ${inner}`;
	}
	return inlineText(value);
}

function isView(value: AnswerValue): boolean {
	return typeof value === "object" && value?.kind === "view";
}

function viewText(view: AnswerView): string {
	switch (view.shape) {
		case "table": {
			const rows = view.groups.flatMap(({ items }) => items.map((row) => row.map(inlineText).join(" | ")));
			return [view.columns.map(({ title }) => title).join(" | "), ...rows].join("\n");
		}
		case "list":
			return view.groups
				.flatMap(({ items }) => items.map((item) => `- ${item.map(inlineText).join(": ")}`))
				.join("\n");
		case "tasks":
			return view.groups
				.flatMap(({ key, items }) => [
					...(key === undefined ? [] : [inlineText(key)]),
					...items.flatMap((item) => taskLines(item, "")),
				])
				.join("\n");
		case "calendar":
			return view.days.map(({ date, items }) => `${date} ${items.map(inlineText).join(", ")}`).join("\n");
		case "value":
			return inlineText(view.value);
		case "document":
			return view.parts.map(blockText).join("\n");
		default:
			return "";
	}
}

function taskLines({ status, text, children }: AnswerTask, indent: string): string[] {
	const box = status === undefined ? "" : `[${status}] `;
	return [
		`${indent}- ${box}${text.replaceAll("\n", " ")}`,
		...children.flatMap((child) => taskLines(child, `${indent}  `)),
	];
}

function inlineText(value: AnswerValue): string {
	if (value === null) return "–";
	if (typeof value !== "object") return String(value);
	switch (value.kind) {
		case "list":
		case "chain":
			return value.items.map(inlineText).join(", ");
		case "object":
			return value.entries.map(([key, inner]) => `${key}: ${inlineText(inner)}`).join(", ");
		case "date":
		case "duration":
			return value.iso;
		case "image":
			return value.alt;
		case "tag":
			return `#${value.tag}`;
		case "problem":
			return value.message;
		case "element":
			return value.children.map(inlineText).join("");
		case "view":
			return viewText(value.view).replaceAll("\n", "; ");
		case "html":
			return value.text.replace(/<[^<>]*>/g, "");
		default:
			return value.text;
	}
}
