/**
 * What a program puts on the page: a tree of elements with the methods that Obsidian and browsers give them, as far as
 * they make sense where nothing is clicked and nothing measured. It is no document: it is read once, when the program has
 * ended.
 */
import type { AnswerElement, AnswerValue } from "../../model/index.js";
import { readSelector } from "./selectors.js";

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
/** Of all that a program makes, also of what it does not show. */
const mostMade = 100_000;

/** What is to be told of a program's elements, besides themselves. */
export interface ElementLog {
	made: number;
	/** Something waits for clicks. */
	handles: boolean;
	/** It looked for elements within a table or the like, which is rendered later. */
	looksInside: boolean;
	/** Elements for which there was no room. */
	cut: boolean;
}

let log: ElementLog = { made: 0, handles: false, looksInside: false, cut: false };

/** For each program anew, for programs run one after the other. */
export function beginElements(): ElementLog {
	log = { made: 0, handles: false, looksInside: false, cut: false };
	return log;
}

function noteHandler(): void {
	log.handles = true;
}

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
	// Most elements have neither.
	#ownAttributes: Map<string, string> | undefined;
	#ownStyle: Map<string, string> | undefined;
	#styleObject: object | undefined;
	#dataset: object | undefined;

	constructor(tag: unknown) {
		if (++log.made > mostMade)
			throw new Error(`A program makes at most ${mostMade.toLocaleString("en")} elements.`);
		const name = String(tag).toLowerCase();
		this.tagName = (/^[a-z][a-z0-9-]{0,30}$/.test(name) ? name : "span").toUpperCase();
	}

	get #attributes(): Map<string, string> {
		this.#ownAttributes ??= new Map();
		return this.#ownAttributes;
	}

	get #style(): Map<string, string> {
		this.#ownStyle ??= new Map();
		return this.#ownStyle;
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
		const given: ElementOptions = typeof options === "object" && options !== null ? options : {};
		made.#configure(typeof options === "string" ? { cls: options } : given);
		const parent = given.parent instanceof ScriptElement ? given.parent : this;
		if (given.prepend === true) parent.prepend(made);
		else parent.appendChild(made);
		callback?.(made);
		return made;
	}

	createDiv(options?: ElementOptions | string, callback?: (made: ScriptElement) => void): ScriptElement {
		return this.createEl("div", options, callback);
	}

	createSpan(options?: ElementOptions | string, callback?: (made: ScriptElement) => void): ScriptElement {
		return this.createEl("span", options, callback);
	}

	createSvg(
		tag: unknown,
		options?: ElementOptions | string,
		callback?: (made: ScriptElement) => void,
	): ScriptElement {
		return this.createEl(tag, options, callback);
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

	toggle(shown: unknown): void {
		if (shown) this.show();
		else this.hide();
	}

	toggleVisibility(visible: unknown): void {
		if (visible) this.#style.delete("visibility");
		else this.#style.set("visibility", "hidden");
	}

	isShown(): boolean {
		return this.#style.get("display") !== "none";
	}

	getCssPropertyValue(name: unknown): string {
		return this.#style.get(String(name)) ?? "";
	}

	isActiveElement(): boolean {
		return false;
	}

	insertAfter(child: unknown, before: unknown): unknown {
		const at = before === null ? -1 : this.#parts.indexOf(before as Part);
		this.#insert(at + 1, [child]);
		return child;
	}

	indexOf(child: unknown): number {
		return this.#parts.indexOf(child as Part);
	}

	setChildrenInPlace(children: unknown): void {
		this.replaceChildren(...(Array.isArray(children) ? children : []));
	}

	instanceOf(type: unknown): boolean {
		return typeof type === "function" && this instanceof (type as new () => unknown);
	}

	matchParent(selector: unknown, last?: unknown): ScriptElement | null {
		const found = this.closest(selector);
		return found !== null && last instanceof ScriptElement && !last.contains(found) ? null : found;
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

	replaceWith(...others: unknown[]): void {
		const parent = this.#parent;
		if (parent === undefined) return;
		const at = parent.#parts.indexOf(this);
		this.remove();
		parent.#insert(at, others);
	}

	replaceChild(child: unknown, gone: unknown): unknown {
		if (gone instanceof ScriptElement) gone.replaceWith(child);
		return gone;
	}

	before(...others: unknown[]): void {
		const parent = this.#parent;
		if (parent !== undefined) parent.#insert(parent.#parts.indexOf(this), others);
	}

	after(...others: unknown[]): void {
		const parent = this.#parent;
		if (parent !== undefined) parent.#insert(parent.#parts.indexOf(this) + 1, others);
	}

	insertAdjacentElement(place: unknown, child: unknown): unknown {
		if (place === "afterbegin") this.prepend(child);
		else if (place === "beforeend") this.append(child);
		else if (place === "afterend") this.after(child);
		else this.before(child);
		return child;
	}

	insertAdjacentText(place: unknown, text: unknown): void {
		this.insertAdjacentElement(place, String(text));
	}

	cloneNode(deep?: unknown): ScriptElement {
		const copy = new ScriptElement(this.localName);
		for (const [name, value] of this.#ownAttributes ?? []) copy.#attributes.set(name, value);
		for (const [name, value] of this.#ownStyle ?? []) copy.#style.set(name, value);
		if (deep)
			copy.append(
				...this.#parts.map((part) => (part instanceof ScriptElement ? part.cloneNode(true) : part)),
			);
		return copy;
	}

	contains(other: unknown): boolean {
		return other instanceof ScriptElement && (other === this || this.#holds(other));
	}

	hasChildNodes(): boolean {
		return this.#parts.length > 0;
	}

	/** Rows and cells of tables that a program makes itself. */
	insertRow(at = -1): ScriptElement {
		return this.#insertElement("tr", at);
	}

	insertCell(at = -1): ScriptElement {
		return this.#insertElement("td", at);
	}

	createTHead(): ScriptElement {
		return this.querySelector("thead") ?? this.#insertElement("thead", 0);
	}

	createTBody(): ScriptElement {
		return this.#insertElement("tbody", -1);
	}

	#insertElement(tag: string, at: number): ScriptElement {
		const made = new ScriptElement(tag);
		this.#insert(at < 0 ? this.#parts.length : at, [made]);
		return made;
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
	addEventListener(): void {
		noteHandler();
	}
	on(): void {
		noteHandler();
	}
	onClickEvent(): void {
		noteHandler();
	}
	removeEventListener(): void {}
	off(): void {}
	trigger(): void {}
	dispatchEvent(): boolean {
		return true;
	}
	onNodeInserted(): () => void {
		return () => {};
	}
	onWindowMigrated(): () => void {
		return () => {};
	}
	click(): void {}
	focus(): void {}
	blur(): void {}
	scrollIntoView(): void {}
	getBoundingClientRect(): object {
		return { x: 0, y: 0, top: 0, left: 0, right: 0, bottom: 0, width: 0, height: 0 };
	}

	get innerHTML(): string {
		return this.#parts.map(htmlText).join("");
	}

	set innerHTML(html: unknown) {
		this.empty();
		if (String(html) !== "") this.append(htmlBox(html));
	}

	get outerHTML(): string {
		const style = this.#styleText();
		const all = [...(this.#ownAttributes ?? []), ...(style === "" ? [] : [["style", style] as const])];
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
			toggle: (name: unknown, on: unknown = !element.hasClass(name)) => {
				element.toggleClass(name, on);
				return element.hasClass(name);
			},
			replace: (name: unknown, other: unknown) => {
				element.removeClass(name);
				element.addClass(other);
			},
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

	get nextElementSibling(): ScriptElement | null {
		return this.#sibling(1);
	}

	get previousElementSibling(): ScriptElement | null {
		return this.#sibling(-1);
	}

	#sibling(step: number): ScriptElement | null {
		const all = this.#parent?.children ?? [];
		const at = all.indexOf(this);
		return at < 0 ? null : (all[at + step] ?? null);
	}

	/** Its place among the elements of its parent. */
	place(): { readonly index: number; readonly count: number } {
		const all = this.#parent?.children ?? [this];
		return { index: all.indexOf(this), count: all.length };
	}

	matches(selector: unknown): boolean {
		return readSelector(String(selector))(this);
	}

	closest(selector: unknown): ScriptElement | null {
		const fits = readSelector(String(selector));
		for (let at: ScriptElement | undefined = this; at !== undefined; at = at.#parent) if (fits(at)) return at;
		return null;
	}

	querySelector(selector: unknown): ScriptElement | null {
		return this.querySelectorAll(selector)[0] ?? null;
	}

	/**
	 * What is rendered later, a table or Markdown, has no elements yet: who looks for some there gets one that stands
	 * nowhere, so that a program that would only colour it goes on.
	 */
	querySelectorAll(selector: unknown): ScriptElement[] {
		const fits = readSelector(String(selector));
		const found: ScriptElement[] = [];
		let hasMore = false;
		const open: Part[] = [...this.#parts].reverse();
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			if (next instanceof AnswerValueBox) hasMore = true;
			if (!(next instanceof ScriptElement)) continue;
			if (fits(next)) found.push(next);
			for (let i = next.#parts.length - 1; i >= 0; i--) open.push(next.#parts[i]!);
		}
		if (found.length > 0 || !hasMore) return found;
		log.looksInside = true;
		return [new ScriptElement("span")];
	}

	find(selector: unknown): ScriptElement | null {
		return this.querySelector(selector);
	}

	findAll(selector: unknown): ScriptElement[] {
		return this.querySelectorAll(selector);
	}

	findAllSelf(selector: unknown): ScriptElement[] {
		return [...(this.matches(selector) ? [this] : []), ...this.querySelectorAll(selector)];
	}

	getElementsByTagName(tag: unknown): ScriptElement[] {
		return this.querySelectorAll(tag);
	}

	getElementsByClassName(names: unknown): ScriptElement[] {
		return this.querySelectorAll(
			words(names)
				.map((name) => `.${name}`)
				.join(""),
		);
	}

	/** What the element holds, for the answer; each element once, however often a program has put it somewhere. */
	toAnswer(room = { elements: mostElements }, depth = 0): AnswerElement {
		const style = this.#styleText();
		const attributes = [...(this.#ownAttributes ?? [])].slice(0, 40);
		if (style !== "") attributes.push(["style", style]);
		return {
			kind: "element",
			tag: this.localName,
			attributes: attributes.map(([name, value]) => [name, value.slice(0, 2_000)] as const),
			children: this.toAnswerParts(room, depth),
		};
	}

	toAnswerParts(room = { elements: mostElements }, depth = 0): readonly AnswerValue[] {
		if (depth >= deepest) {
			log.cut ||= this.#parts.length > 0;
			return this.#parts.length > 0 ? ["…"] : [];
		}
		const values: AnswerValue[] = [];
		for (const part of this.#parts) {
			if (room.elements-- <= 0) {
				log.cut = true;
				break;
			}
			if (part instanceof ScriptElement) values.push(part.toAnswer(room, depth + 1));
			else if (part instanceof AnswerValueBox) values.push(part.value);
			else values.push(part);
		}
		return values;
	}

	#insert(at: number, children: readonly unknown[]): void {
		let place = at;
		for (const child of children) {
			if (child instanceof ScriptFragment) {
				const inner = child.take();
				this.#insert(place, inner);
				place += inner.length;
			} else if (child instanceof ScriptElement) {
				if (child === this || (child.#parts.length > 0 && child.#holds(this)))
					throw new Error("An element cannot be put into itself.");
				child.remove();
				child.#parent = this;
				this.#parts.splice(place++, 0, child);
			} else if (child instanceof AnswerValueBox) this.#parts.splice(place++, 0, child);
			else this.#parts.splice(place++, 0, String(child ?? ""));
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
		return [...(this.#ownStyle ?? [])]
			.filter(([, value]) => value !== "")
			.map(([name, value]) => `${name}:${value}`)
			.join(";");
	}
}

/** Attributes that elements have as properties, too: `link.href = "…"`. */
const reflected: Readonly<Record<string, string>> = {
	...{
		href: "href",
		src: "src",
		alt: "alt",
		title: "title",
		value: "value",
		type: "type",
		max: "max",
		min: "min",
	},
	...{
		width: "width",
		height: "height",
		placeholder: "placeholder",
		target: "target",
		rel: "rel",
		name: "name",
	},
	...{ lang: "lang", dir: "dir", start: "start", align: "align", htmlFor: "for", dateTime: "datetime" },
	...{ colSpan: "colspan", rowSpan: "rowspan" },
};

for (const [property, attribute] of Object.entries(reflected))
	Object.defineProperty(ScriptElement.prototype, property, {
		get(this: ScriptElement) {
			return this.getAttribute(attribute) ?? "";
		},
		set(this: ScriptElement, value: unknown) {
			this.setAttribute(attribute, value);
		},
	});

for (const property of ["open", "checked", "disabled", "hidden", "reversed"])
	Object.defineProperty(ScriptElement.prototype, property, {
		get(this: ScriptElement) {
			return this.hasAttribute(property);
		},
		set(this: ScriptElement, value: unknown) {
			this.setAttr(property, Boolean(value));
		},
	});

for (const property of ["onclick", "onchange", "oninput", "onkeydown", "onmouseover", "onmouseout"])
	Object.defineProperty(ScriptElement.prototype, property, { get: () => null, set: noteHandler });

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

/** As much of `document` as makes elements, and finds those that the program has made. */
export function createDocument(container: ScriptElement = new ScriptElement("div")): object {
	const [root, head, body] = [
		new ScriptElement("html"),
		new ScriptElement("head"),
		new ScriptElement("body"),
	];
	return {
		...{ documentElement: root, head, body, readyState: "complete", title: "", activeElement: body },
		createElement: (tag: unknown) => new ScriptElement(tag),
		createElementNS: (_: unknown, tag: unknown) => new ScriptElement(tag),
		createTextNode: (text: unknown) => String(text),
		createDocumentFragment: () => new ScriptFragment(),
		createEl: (tag: unknown, options?: ElementOptions | string) =>
			new ScriptElement("div").createEl(tag, options),
		getElementById: (id: unknown) => {
			const wanted = String(id);
			return /^[\w-]+$/.test(wanted) ? container.querySelector(`#${wanted}`) : null;
		},
		querySelector: (selector: unknown) => container.querySelector(selector),
		querySelectorAll: (selector: unknown) => container.querySelectorAll(selector),
		getElementsByTagName: (tag: unknown) => container.getElementsByTagName(tag),
		getElementsByClassName: (names: unknown) => container.getElementsByClassName(names),
		addEventListener: noteHandler,
		removeEventListener() {},
		on: noteHandler,
	};
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
