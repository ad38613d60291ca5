/**
 * Names of Obsidian's window that programs say as if they were the language's. `scriptGlobals` of the room “code” lists
 * them, too: what is not there is no name of theirs.
 */
import { DateTime, Duration, Interval } from "luxon";
import { createDocument, ScriptElement, ScriptFragment } from "./elements.js";

export interface ScriptGlobals extends Readonly<Record<string, unknown>> {
	readonly document: object;
	readonly window: object;
}

export function createGlobals(given: {
	readonly container: ScriptElement;
	readonly app: object;
	readonly luxon: object;
	/** Of programs that say its name. */
	readonly moment?: unknown;
}): ScriptGlobals {
	const { container, app, luxon, moment } = given;
	const document = createDocument(container);
	const make = (...args: Parameters<ScriptElement["createEl"]>) => {
		const made = new ScriptElement("div").createEl(...args);
		if (!(args[1] as { readonly parent?: unknown } | undefined)?.parent) made.remove();
		return made;
	};
	type Options = Parameters<ScriptElement["createEl"]>[1];
	type Made = Parameters<ScriptElement["createEl"]>[2];
	const names = {
		...{ app, document, luxon, moment, DateTime, Duration, Interval, Notice },
		createEl: make,
		createSvg: make,
		createDiv: (options?: Options, callback?: Made) => make("div", options, callback),
		createSpan: (options?: Options, callback?: Made) => make("span", options, callback),
		createFragment: (callback?: (made: ScriptElement) => void) => {
			const made = new ScriptFragment();
			callback?.(made);
			return made;
		},
		fish: (selector: unknown) => container.querySelector(selector),
		fishAll: (selector: unknown) => container.querySelectorAll(selector),
		isBoolean: (value: unknown) => typeof value === "boolean",
		sleep: (ms: unknown) => new Promise<void>((resolve) => setTimeout(resolve, Number(ms))),
		nextFrame: () => new Promise<void>((resolve) => setTimeout(resolve, 0)),
		requestAnimationFrame: (work: () => void) => setTimeout(work, 0),
		getComputedStyle: () => ({ getPropertyValue: () => "" }),
		activeDocument: document,
		...{ HTMLElement: ScriptElement, Element: ScriptElement, Node: ScriptElement },
		DocumentFragment: ScriptFragment,
	};
	// What a program puts there is its own, and finds all that the language has.
	const window: object = Object.create(globalThis);
	const own = { ...names, require: refused("require"), window, self: window, activeWindow: window };
	for (const [name, value] of Object.entries(own))
		Object.defineProperty(window, name, { value, writable: true, configurable: true, enumerable: true });
	return { ...names, window, self: window, activeWindow: window };
}

/** Something that another one is, whatever is done with it. */
function refused(name: string): unknown {
	const refuse = () => {
		throw new Error(`${name} loads programs of others, and nothing does that here.`);
	};
	return new Proxy(refuse, { get: refuse, set: refuse });
}

/** Something that would be said for a moment: a page that stands still does not. */
class Notice {
	setMessage(): this {
		return this;
	}
	hide(): void {}
}
