/**
 * What a program puts on the page: a tree of elements with the methods that Obsidian and browsers give them, as far as
 * they make sense where nothing is clicked and nothing measured. It is no document: it is read once, when the program has
 * ended.
 */
import type { AnswerElement, AnswerValue } from "../../model/index.js";

/** Something in an element that is not one: a text, or what the answer's page renders in its own way. */
export type Part = string | AnswerValueBox | ScriptElement;

/** A value of the answer between elements. */
export class AnswerValueBox {
	constructor(readonly value: AnswerValue) {
		Object.freeze(this);
	}
}

/** More than a page has room for. */
const mostElements = 20_000;
const deepest = 60;

export interface ElementOptions {
	readonly text?: unknown;
	readonly cls?: unknown;
	readonly attr?: unknown;
	readonly title?: unknown;
	readonly value?: unknown;
	readonly type?: unknown;
	readonly href?: unknown;
	readonly placeholder?: unknown;
	readonly parent?: unknown;
	readonly prepend?: unknown;
}

export class ScriptElement {
	readonly tagName: string;
	readonly nodeType = 1;
	#parent: ScriptElement | undefined;
	#parts: Part[] = [];
	readonly #attributes = new Map<string, string>();
	readonly #style = new Map<string, string>();
	#styleObject: object | undefined;
	#dataset: object | undefined;

	constructor(tag: unknown) {
		const name = String(tag).toLowerCase();
		this.tagName = (/^[a-z][a-z0-9-]{0,30}$/.test(name) ? name : "span").toUpperCase();
	}

	get localName(): string {
		return this.tagName.toLowerCase();
	}

	get nodeName(): string {
		return this.tagName;
	}

	// What Obsidian adds to elements.

	createEl(
		tag: unknown,
		options?: ElementOptions | string,
		callback?: (made: ScriptElement) => void,
	): ScriptElement {
		const made = new ScriptElement(tag);
		made.#configure(typeof options === "string" ? { cls: options } : (options ?? {}));
		if (typeof options === "object" && options?.prepend === true) this.prepend(made);
		else this.appendChild(made);
		callback?.(made);
		return made;
	}

	createDiv(options?: ElementOptions | string, callback?: (made: ScriptElement) => void): ScriptElement {
		return this.createEl("div", options, callback);
	}

	createSpan(options?: ElementOptions | string, callback?: (made: ScriptElement) => void): ScriptElement {
		return this.createEl("span", options, callback);
	}

	createSvg(tag: unknown, options?: ElementOptions | string): ScriptElement {
		return this.createEl(tag, options);
	}

	empty(): void {
		for (const part of this.#parts) if (part instanceof ScriptElement) part.#parent = undefined;
		this.#parts = [];
	}

	appendText(text: unknown): void {
		this.append(String(text));
	}

	setText(text: unknown): void {
		this.empty();
		if (text instanceof ScriptElement) this.appendChild(text);
		else this.append(String(text));
	}

	getText(): string {
		return this.textContent;
	}

	addClass(...names: unknown[]): void {
		this.#setClasses([...this.#classes, ...names.flatMap(words)]);
	}

	addClasses(names: unknown): void {
		this.addClass(...words(names));
	}

	removeClass(...names: unknown[]): void {
		const gone = new Set(names.flatMap(words));
		this.#setClasses(this.#classes.filter((name) => !gone.has(name)));
	}

	removeClasses(names: unknown): void {
		this.removeClass(...words(names));
	}

	toggleClass(names: unknown, on: unknown): void {
		if (on) this.addClass(names);
		else this.removeClass(names);
	}

	hasClass(name: unknown): boolean {
		return this.#classes.includes(String(name));
	}

	setAttr(name: unknown, value: unknown): void {
		if (value === null || value === undefined || value === false) this.removeAttribute(name);
		else this.setAttribute(name, value === true ? "" : value);
	}

	setAttrs(attributes: unknown): void {
		for (const [name, value] of entriesOf(attributes)) this.setAttr(name, value);
	}

	getAttr(name: unknown): string | null {
		return this.getAttribute(name);
	}

	setCssStyles(styles: unknown): void {
		for (const [name, value] of entriesOf(styles)) this.#style.set(dashed(name), String(value));
	}

	setCssProps(styles: unknown): void {
		this.setCssStyles(styles);
	}

	detach(): void {
		this.remove();
	}

	show(): void {
		this.#style.delete("display");
	}

	hide(): void {
		this.#style.set("display", "none");
	}

	// What browsers have.

	appendChild(child: unknown): unknown {
		this.append(child);
		return child;
	}

	append(...children: unknown[]): void {
		this.#insert(this.#parts.length, children);
	}

	prepend(...children: unknown[]): void {
		this.#insert(0, children);
	}

	insertBefore(child: unknown, before: unknown): unknown {
		const at = this.#parts.indexOf(before as Part);
		this.#insert(at < 0 ? this.#parts.length : at, [child]);
		return child;
	}

	replaceChildren(...children: unknown[]): void {
		this.empty();
		this.append(...children);
	}

	removeChild(child: unknown): unknown {
		const at = this.#parts.indexOf(child as Part);
		if (at >= 0) this.#parts.splice(at, 1);
		if (child instanceof ScriptElement) child.#parent = undefined;
		return child;
	}

	remove(): void {
		this.#parent?.removeChild(this);
	}

	insertAdjacentHTML(place: unknown, html: unknown): void {
		const box = htmlBox(html);
		if (place === "afterbegin") this.#insert(0, [box]);
		else if (place === "beforeend") this.append(box);
		else {
			const parent = this.#parent;
			if (parent === undefined) return;
			const at = parent.#parts.indexOf(this);
			parent.#insert(place === "afterend" ? at + 1 : at, [box]);
		}
	}

	setAttribute(name: unknown, value: unknown): void {
		const key = String(name).toLowerCase();
		if (key === "style") this.#setStyle(String(value));
		else if (/^[a-z_:][\w:.-]{0,60}$/.test(key)) this.#attributes.set(key, String(value));
	}

	getAttribute(name: unknown): string | null {
		const key = String(name).toLowerCase();
		return key === "style" ? this.#styleText() || null : (this.#attributes.get(key) ?? null);
	}

	hasAttribute(name: unknown): boolean {
		return this.getAttribute(name) !== null;
	}

	removeAttribute(name: unknown): void {
		const key = String(name).toLowerCase();
		if (key === "style") this.#style.clear();
		this.#attributes.delete(key);
	}

	/** Nothing happens on a page that stands still. */
	addEventListener(): void {}
	removeEventListener(): void {}
	on(): void {}
	onClickEvent(): void {}
	focus(): void {}
	scrollIntoView(): void {}

	get innerHTML(): string {
		return this.#parts.map(htmlText).join("");
	}

	set innerHTML(html: unknown) {
		this.empty();
		if (String(html) !== "") this.append(htmlBox(html));
	}

	get outerHTML(): string {
		const style = this.#styleText();
		const all = [...this.#attributes, ...(style === "" ? [] : [["style", style] as const])];
		const attributes = all.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
		return `<${this.localName}${attributes}>${this.innerHTML}</${this.localName}>`;
	}

	get textContent(): string {
		return this.#parts
			.map((part) =>
				typeof part === "string" ? part : part instanceof ScriptElement ? part.textContent : boxText(part),
			)
			.join("");
	}

	set textContent(text: unknown) {
		this.setText(text ?? "");
	}

	get innerText(): string {
		return this.textContent;
	}

	set innerText(text: unknown) {
		this.setText(text ?? "");
	}

	get id(): string {
		return this.#attributes.get("id") ?? "";
	}

	set id(id: unknown) {
		this.setAttribute("id", id);
	}

	get className(): string {
		return this.#attributes.get("class") ?? "";
	}

	set className(names: unknown) {
		this.setAttribute("class", names);
	}

	get classList(): object {
		const element = this;
		return Object.freeze({
			add: (...names: unknown[]) => element.addClass(...names),
			remove: (...names: unknown[]) => element.removeClass(...names),
			toggle: (name: unknown, on: unknown = !element.hasClass(name)) => element.toggleClass(name, on),
			contains: (name: unknown) => element.hasClass(name),
			get length() {
				return element.#classes.length;
			},
		});
	}

	/** `element.style.width = "40%"`, `setProperty`, `cssText` */
	get style(): object {
		const style = this.#style;
		const setText = (text: string) => this.#setStyle(text);
		const getText = () => this.#styleText();
		this.#styleObject ??= new Proxy(
			{},
			{
				get(_, name) {
					if (name === "setProperty")
						return (key: unknown, value: unknown) => style.set(String(key), String(value));
					if (name === "removeProperty") return (key: unknown) => style.delete(String(key));
					if (name === "getPropertyValue") return (key: unknown) => style.get(String(key)) ?? "";
					if (name === "cssText") return getText();
					return typeof name === "string" ? (style.get(dashed(name)) ?? "") : undefined;
				},
				set(_, name, value) {
					if (name === "cssText") setText(String(value));
					else if (typeof name === "string") style.set(dashed(name), String(value));
					return true;
				},
			},
		);
		return this.#styleObject;
	}

	get dataset(): object {
		const attributes = this.#attributes;
		this.#dataset ??= new Proxy(
			{},
			{
				get: (_, name) => (typeof name === "string" ? attributes.get(`data-${dashed(name)}`) : undefined),
				set: (_, name, value) => {
					if (typeof name === "string") attributes.set(`data-${dashed(name)}`, String(value));
					return true;
				},
			},
		);
		return this.#dataset;
	}

	get parentElement(): ScriptElement | null {
		return this.#parent ?? null;
	}

	get parentNode(): ScriptElement | null {
		return this.#parent ?? null;
	}

	get children(): ScriptElement[] {
		return this.#parts.filter((part) => part instanceof ScriptElement);
	}

	get childNodes(): unknown[] {
		return [...this.#parts];
	}

	get childElementCount(): number {
		return this.children.length;
	}

	get firstChild(): unknown {
		return this.#parts[0] ?? null;
	}

	get lastChild(): unknown {
		return this.#parts.at(-1) ?? null;
	}

	get firstElementChild(): ScriptElement | null {
		return this.children[0] ?? null;
	}

	get lastElementChild(): ScriptElement | null {
		return this.children.at(-1) ?? null;
	}

	/** By one tag, class or id; nothing else is looked for. */
	querySelector(selector: unknown): ScriptElement | null {
		return this.querySelectorAll(selector)[0] ?? null;
	}

	querySelectorAll(selector: unknown): ScriptElement[] {
		const wanted = /^\s*([a-z][\w-]*)?(?:\.([\w-]+))?(?:#([\w-]+))?\s*$/i.exec(String(selector));
		if (wanted === null) return [];
		const [, tag, name, id] = wanted;
		const found: ScriptElement[] = [];
		const open = [...this.children].reverse();
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			const fits =
				(tag === undefined || next.localName === tag.toLowerCase()) &&
				(name === undefined || next.hasClass(name)) &&
				(id === undefined || next.id === id);
			if (fits) found.push(next);
			open.push(...[...next.children].reverse());
		}
		return found;
	}

	find(selector: unknown): ScriptElement | null {
		return this.querySelector(selector);
	}

	/** What the element holds, for the answer; each element once, however often a program has put it somewhere. */
	toAnswer(room = { elements: mostElements }, depth = 0): AnswerElement {
		const style = this.#styleText();
		const attributes = [...this.#attributes].slice(0, 40);
		if (style !== "") attributes.push(["style", style]);
		return {
			kind: "element",
			tag: this.localName,
			attributes: attributes.map(([name, value]) => [name, value.slice(0, 2_000)] as const),
			children: this.toAnswerParts(room, depth),
		};
	}

	toAnswerParts(room = { elements: mostElements }, depth = 0): readonly AnswerValue[] {
		if (depth >= deepest) return ["…"];
		const values: AnswerValue[] = [];
		for (const part of this.#parts) {
			if (room.elements-- <= 0) break;
			if (part instanceof ScriptElement) values.push(part.toAnswer(room, depth + 1));
			else if (part instanceof AnswerValueBox) values.push(part.value);
			else values.push(part);
		}
		return values;
	}

	#insert(at: number, children: readonly unknown[]): void {
		let place = at;
		for (const child of children) {
			if (child instanceof ScriptElement) {
				if (child === this || (child.#parts.length > 0 && child.#holds(this)))
					throw new Error("An element cannot be put into itself.");
				child.remove();
				child.#parent = this;
				this.#parts.splice(place++, 0, child);
			} else if (child instanceof AnswerValueBox) this.#parts.splice(place++, 0, child);
			else if (child instanceof ScriptFragment) {
				const inner = child.take();
				this.#insert(place, inner);
				place += inner.length;
			} else this.#parts.splice(place++, 0, String(child ?? ""));
		}
	}

	#holds(other: ScriptElement): boolean {
		for (let above: ScriptElement | undefined = other.#parent; above !== undefined; above = above.#parent)
			if (above === this) return true;
		return false;
	}

	#configure(options: ElementOptions): void {
		const { text, cls, attr, title, value, type, href, placeholder } = options;
		if (cls !== undefined && cls !== null) this.addClass(...words(cls));
		for (const [name, given] of entriesOf(attr)) this.setAttr(name, given);
		for (const [name, given] of Object.entries({ title, value, type, href, placeholder }))
			if (given !== undefined) this.setAttr(name, given);
		if (text !== undefined && text !== null) this.setText(text);
	}

	get #classes(): readonly string[] {
		return words(this.#attributes.get("class") ?? "");
	}

	#setClasses(names: readonly string[]): void {
		const all = [...new Set(names)];
		if (all.length === 0) this.#attributes.delete("class");
		else this.#attributes.set("class", all.join(" "));
	}

	#setStyle(text: string): void {
		this.#style.clear();
		for (const declaration of text.slice(0, 10_000).split(";")) {
			const colon = declaration.indexOf(":");
			if (colon > 0) this.#style.set(declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim());
		}
	}

	#styleText(): string {
		return [...this.#style]
			.filter(([, value]) => value !== "")
			.map(([name, value]) => `${name}:${value}`)
			.join(";");
	}
}

/** `document.createDocumentFragment()`: what is put into an element at once. */
export class ScriptFragment extends ScriptElement {
	constructor() {
		super("div");
	}

	/** Its parts, which it then has no more. */
	take(): readonly unknown[] {
		const parts = this.childNodes;
		this.empty();
		return parts;
	}
}

/** As much of `document` as makes elements. */
export function createDocument(): object {
	return Object.freeze({
		createElement: (tag: unknown) => new ScriptElement(tag),
		createElementNS: (_: unknown, tag: unknown) => new ScriptElement(tag),
		createTextNode: (text: unknown) => String(text),
		createDocumentFragment: () => new ScriptFragment(),
		createEl: (tag: unknown, options?: ElementOptions | string) =>
			new ScriptElement("div").createEl(tag, options),
	});
}

function htmlBox(html: unknown): AnswerValueBox {
	return new AnswerValueBox({ kind: "html", text: String(html) });
}

function htmlText(part: Part): string {
	if (part instanceof ScriptElement) return part.outerHTML;
	if (typeof part === "string") return escaped(part);
	const { value } = part;
	return typeof value === "object" && value?.kind === "html" ? value.text : escaped(boxText(part));
}

function boxText({ value }: AnswerValueBox): string {
	if (value === null || typeof value !== "object") return String(value ?? "");
	return "text" in value && typeof value.text === "string" ? value.text : "";
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => signs[sign]!);
}

function words(names: unknown): readonly string[] {
	const list = Array.isArray(names) ? names.flatMap((name) => words(name)) : String(names ?? "").split(/\s+/);
	return list.filter((name) => name !== "");
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
	return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** `backgroundColor` → `background-color` */
function dashed(name: string): string {
	return name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
