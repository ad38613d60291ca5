import type { AnswerTask, AnswerValue, AnswerView } from "./answer.js";

/** Every value of a view, those inside lists and objects too, each before what it holds. */
export function* valuesOf(view: AnswerView): Generator<AnswerValue> {
	switch (view.shape) {
		case "table":
		case "list":
			for (const { key, items, summaries } of view.groups) {
				if (key !== undefined) yield* withParts(key);
				for (const row of items) for (const value of row) yield* withParts(value);
				for (const summary of summaries ?? []) if (summary) yield* withParts(summary.value);
			}
			break;
		case "cards":
			for (const { key, items } of view.groups) {
				if (key !== undefined) yield* withParts(key);
				for (const { image, values } of items) {
					if (image !== undefined) yield* withParts(image);
					for (const value of values) yield* withParts(value);
				}
			}
			break;
		case "tasks":
			for (const { key } of view.groups) if (key !== undefined) yield* withParts(key);
			break;
		case "calendar":
			for (const { items } of view.days) for (const item of items) yield* withParts(item);
			break;
		case "value":
			yield* withParts(view.value);
			break;
		case "document":
			for (const part of view.parts) yield* withParts(part);
			break;
	}
}

/** Every task of a view, each before those inside it. */
export function* tasksOf(view: AnswerView): Generator<AnswerTask> {
	if (view.shape === "document") {
		for (const value of valuesOf(view))
			if (typeof value === "object" && value?.kind === "view") yield* tasksOf(value.view);
		return;
	}
	if (view.shape !== "tasks") return;
	for (const { items } of view.groups) for (const task of items) yield* withChildren(task);
}

function* withParts(value: AnswerValue): Generator<AnswerValue> {
	yield value;
	if (typeof value !== "object" || value === null) return;
	if (value.kind === "list" || value.kind === "chain") for (const item of value.items) yield* withParts(item);
	else if (value.kind === "element") for (const child of value.children) yield* withParts(child);
	else if (value.kind === "view") yield* valuesOf(value.view);
	else if (value.kind === "object") for (const [, inner] of value.entries) yield* withParts(inner);
}

function* withChildren(task: AnswerTask): Generator<AnswerTask> {
	yield task;
	for (const child of task.children) yield* withChildren(child);
}
