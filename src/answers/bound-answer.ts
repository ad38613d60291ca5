import type { Answer, AnswerGroup, AnswerTask, AnswerValue, AnswerView } from "../model/index.js";

/** Rows, items, tasks, days or cards of one view; a page with more would not be read. */
const mostItems = 2_000;
/** Values of all of them. */
const mostValues = 20_000;
/** Of one list or object, and how deep they hold each other. */
const mostParts = 200;
const deepest = 8;
/** The same of elements, and how many attributes one has. */
const deepestElement = 60;
const mostAttributes = 40;
/** UTF-16 units of one text. */
const longestText = 20_000;
/** Nodes that a picture can show and still be seen. */
const mostNodes = 60;
/** Views of one base. */
const mostViews = 40;

/** An answer that a page has room for; of each view it says how much was left out. */
export function boundAnswer(answer: Answer): Answer {
	return { ...answer, views: answer.views.slice(0, mostViews).map(boundView) };
}

function boundView(view: AnswerView): AnswerView {
	const room = new Room();
	const left = () => (room.omitted > 0 ? { omitted: room.omitted + (view.omitted ?? 0) } : {});
	switch (view.shape) {
		case "table":
		case "list": {
			const groups = boundGroups(view.groups, room, (row) => row.map((value) => room.value(value)));
			return { ...view, groups, ...left() } as AnswerView;
		}
		case "cards": {
			const groups = boundGroups(view.groups, room, (card) => ({
				...card,
				values: card.values.map((value) => room.value(value)),
			}));
			return { ...view, groups, ...left() };
		}
		case "tasks": {
			const groups = boundGroups(view.groups, room, (task) => boundTask(task, room, 0));
			return { ...view, groups, ...left() };
		}
		case "calendar": {
			const days = view.days.map((day) => ({
				...day,
				items: room.items(day.items, (item) => room.value(item)),
			}));
			return { ...view, days: days.filter(({ items }) => items.length > 0), ...left() };
		}
		case "hits": {
			const files = room.items(view.files, (file) => ({
				...file,
				excerpts: file.excerpts.slice(0, mostParts).map((excerpt) => ({
					...excerpt,
					pieces: excerpt.pieces.slice(0, mostParts).map(cut),
				})),
			}));
			return { ...view, files, ...left() };
		}
		case "graph": {
			const nodes = view.nodes.slice(0, mostNodes);
			room.omitted = view.nodes.length - nodes.length;
			const drawn = (node: number) => node < nodes.length;
			const edges = view.edges.filter(({ source, target }) => drawn(source) && drawn(target));
			return { ...view, nodes, edges, ...left() };
		}
		case "value":
			return { ...view, value: room.value(view.value) };
		case "document": {
			const parts = room.items(view.parts, (part) => room.value(part));
			return { ...view, parts, ...left() };
		}
	}
}

/** The first of each group, in order, until there is no more room. A group of which nothing is left goes as a whole. */
function boundGroups<T, U>(
	groups: readonly AnswerGroup<T>[],
	room: Room,
	bound: (item: T) => U,
): readonly AnswerGroup<U>[] {
	return groups
		.map((group) => ({
			...group,
			...(group.key !== undefined && { key: room.value(group.key) }),
			items: room.items(group.items, bound),
		}))
		.filter(({ items }, i) => items.length > 0 || groups[i]!.items.length === 0);
}

function boundTask(task: AnswerTask, room: Room, depth: number): AnswerTask {
	const children = depth >= deepest ? [] : task.children;
	return {
		...task,
		text: cut(task.text),
		children: room.items(children, (child) => boundTask(child, room, depth + 1)),
	};
}

class Room {
	omitted = 0;
	#items = mostItems;
	#values = mostValues;

	/** The first of them, each bounded, as long as there is room. */
	items<T, U>(items: readonly T[], bound: (item: T) => U): readonly U[] {
		const kept: U[] = [];
		for (const item of items) {
			if (this.#items <= 0 || this.#values <= 0) break;
			this.#items -= 1;
			kept.push(bound(item));
		}
		this.omitted += items.length - kept.length;
		return kept;
	}

	value(value: AnswerValue, depth = 0): AnswerValue {
		this.#values--;
		if (typeof value === "string") return cut(value);
		if (typeof value !== "object" || value === null) return value;
		switch (value.kind) {
			case "list":
			case "chain":
				return { ...value, items: this.#parts(value.items, depth, (item) => this.value(item, depth + 1)) };
			case "object":
				return {
					...value,
					entries: this.#parts(value.entries, depth, ([key, inner]) => [
						cut(key),
						this.value(inner, depth + 1),
					]),
				};
			case "view":
				return { ...value, view: boundView(value.view) };
			case "element":
				return {
					...value,
					attributes: value.attributes.slice(0, mostAttributes).map(([name, text]) => [name, cut(text)]),
					children:
						depth >= deepestElement
							? []
							: this.items(value.children, (child) => this.value(child, depth + 1)),
				};
			case "markdown":
			case "code":
			case "html":
			case "url":
				return { ...value, text: cut(value.text) };
			default:
				return value;
		}
	}

	#parts<T>(parts: readonly T[], depth: number, bound: (part: T) => T): readonly T[] {
		return depth >= deepest ? [] : parts.slice(0, mostParts).map(bound);
	}
}

function cut(text: string): string {
	return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
