/** `ul > li.done[data-x="1"] a, #top`: as much of CSS as programs use to find elements that they have made. */

/** What an element must be for a selector to mean it. */
export interface Selectable {
	readonly localName: string;
	readonly id: string;
	readonly parentElement: Selectable | null;
	hasClass(name: string): boolean;
	getAttribute(name: string): string | null;
	/** Its place among the elements of its parent, from 0, and how many these are. */
	place(): { readonly index: number; readonly count: number };
}

export type Matcher = (element: Selectable) => boolean;

const mostCharacters = 1_000;

/** A selector that is not understood means nothing. */
export function readSelector(text: string): Matcher {
	if (text.length > mostCharacters) return () => false;
	const choices = text.split(",").map((choice) => readChain(choice.trim()));
	return (element) => choices.some((fits) => fits(element));
}

interface Step {
	readonly fits: Matcher;
	/** How it stands to the step before: somewhere inside, or right inside. */
	readonly inside: " " | ">";
}

function readChain(text: string): Matcher {
	const steps: Step[] = [];
	let inside: Step["inside"] = " ";
	for (const piece of text
		.replace(/\s*>\s*/g, " > ")
		.trim()
		.split(/\s+/)) {
		if (piece === ">") inside = ">";
		else {
			const fits = readCompound(piece);
			if (fits === undefined) return () => false;
			steps.push({ fits, inside });
			inside = " ";
		}
	}
	return (element) => fitsFrom(element, steps, steps.length - 1);
}

/** Without going back: of nested candidates for a step the nearest counts, which is enough for what people write. */
function fitsFrom(element: Selectable, steps: readonly Step[], last: number): boolean {
	const end = steps[last];
	if (end === undefined || !end.fits(element)) return false;
	let at: Selectable | null = element.parentElement;
	for (let step = last; step > 0; step--) {
		const { inside } = steps[step]!;
		const { fits } = steps[step - 1]!;
		while (inside === " " && at !== null && !fits(at)) at = at.parentElement;
		if (at === null || !fits(at)) return false;
		at = at.parentElement;
	}
	return true;
}

const pieces =
	/^(?:\*|([a-z][\w-]*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:([~|^$*]?=)["']?([^"'\]]*)["']?)?\]|:(first-child|last-child|first-of-type|last-of-type|scope))/i;

function readCompound(text: string): Matcher | undefined {
	const tests: Matcher[] = [];
	for (let rest = text; rest !== ""; ) {
		const found = pieces.exec(rest);
		if (found === null) return undefined;
		const [whole, tag, name, id, attribute, relation, value = "", state] = found;
		rest = rest.slice(whole.length);
		if (tag !== undefined) tests.push((element) => element.localName === tag.toLowerCase());
		else if (name !== undefined) tests.push((element) => element.hasClass(name));
		else if (id !== undefined) tests.push((element) => element.id === id);
		else if (attribute !== undefined)
			tests.push((element) => holds(element.getAttribute(attribute), relation, value));
		else if (state?.startsWith("first")) tests.push((element) => element.place().index === 0);
		else if (state?.startsWith("last"))
			tests.push((element) => element.place().index === element.place().count - 1);
	}
	return (element) => tests.every((test) => test(element));
}

function holds(found: string | null, relation: string | undefined, value: string): boolean {
	if (found === null) return false;
	switch (relation) {
		case "=":
			return found === value;
		case "^=":
			return found.startsWith(value);
		case "$=":
			return found.endsWith(value);
		case "*=":
			return found.includes(value);
		case "~=":
			return found.split(/\s+/).includes(value);
		case "|=":
			return found === value || found.startsWith(`${value}-`);
	}
	return true;
}
