import type { Pieces } from "../search/matches.js";
import { type Answer, createSearcher, type Hit } from "../search/searcher.js";
import { icon, labelled, make, phrase, siteUrl, text } from "./dom.js";
import { loadIndexFile } from "./index-loader.js";
import { recall, remember } from "./storage.js";

const searcher = createSearcher(loadIndexFile);
const pageSize = 10;
const typingPause = 110;
const readingPause = 350;
const magnifier = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21";

/**
 * Full-text search in a dialog: a combobox whose list shows pages and the sections in them. Nothing of the index
 * is loaded before somebody types.
 */
export class SearchBox extends HTMLElement {
	private readonly input = make("input", {
		type: "search",
		role: "combobox",
		autocomplete: "off",
		autocapitalize: "off",
		spellcheck: "false",
		enterkeyhint: "go",
		maxlength: "200",
		"aria-autocomplete": "list",
		"aria-expanded": "false",
		"aria-controls": "search-results",
		...labelled("searchHint"),
	});
	private readonly status = make("p", { class: "search-status", role: "status" });
	private readonly list = make("div", { id: "search-results", role: "listbox", ...labelled("search") });
	private readonly more = make("button", { type: "button", class: "search-more" }, phrase("searchMore"));
	private readonly results = make("div", { class: "search-results" }, this.list, this.more);
	private readonly dialog = this.makeDialog();
	private active = -1;
	private limit = pageSize;
	private timer = 0;
	private pause = 0;
	/** Whether the notes' vectors are here. */
	private meaning = false;
	private running: AbortController | undefined;

	connectedCallback(): void {
		const button = make("button", { type: "button", class: "search-link", "aria-haspopup": "dialog" });
		button.append(phrase("search"), make("kbd", { "aria-hidden": "true" }, isApple ? "⌘K" : "Ctrl K"));
		button.addEventListener("click", () => this.open());
		this.replaceChildren(button);
		document.body.append(this.dialog);
		document.addEventListener("keydown", (event) => this.onShortcut(event));
	}

	private makeDialog(): HTMLDialogElement {
		const close = make(
			"button",
			{ type: "button", class: "icon-button", ...labelled("close") },
			icon("M6 6l12 12M18 6L6 18"),
		);
		const box = make("div", { class: "search-field" }, icon(magnifier), this.input, close);
		const keys = make("p", { class: "search-keys" }, phrase("searchKeys"));
		const dialog = make(
			"dialog",
			{ class: "search-dialog", ...labelled("search") },
			box,
			this.status,
			this.results,
			keys,
		);
		close.addEventListener("click", () => dialog.close());
		dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
		dialog.addEventListener("close", () => this.running?.abort());
		this.input.addEventListener("input", (event) => {
			if (!(event instanceof InputEvent && event.isComposing)) this.soon();
		});
		this.input.addEventListener("compositionend", () => this.soon());
		this.input.addEventListener("keydown", (event) => this.onKey(event));
		this.more.addEventListener("click", () => {
			this.limit += 2 * pageSize;
			this.input.focus();
			void this.run();
		});
		this.list.addEventListener("click", (event) => {
			if (event.target instanceof Element && event.target.closest("a")) dialog.close();
		});
		return dialog;
	}

	/** `/` and Ctrl+K, unless somebody is writing. */
	private onShortcut(event: KeyboardEvent): void {
		const writing =
			event.target instanceof HTMLElement &&
			event.target.matches("input, textarea, select, [contenteditable]");
		const chord =
			(event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
		const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing;
		if (!chord && !slash) return;
		event.preventDefault();
		if (!this.dialog.open) this.open();
	}

	private open(): void {
		if (this.input.value === "") this.input.value = recall("session", "query") ?? "";
		this.input.placeholder = text("searchHint");
		this.dialog.showModal();
		this.input.select();
		void this.run();
	}

	private soon(): void {
		clearTimeout(this.timer);
		this.limit = pageSize;
		this.timer = window.setTimeout(() => this.run(), typingPause);
	}

	/** An answer that comes after the next question is dropped. */
	private async run(): Promise<void> {
		this.running?.abort();
		const controller = new AbortController();
		this.running = controller;
		const query = this.input.value.trim();
		remember("session", "query", query || null);
		if (query === "") {
			this.show(undefined);
			return;
		}
		const slow = setTimeout(() => this.say(phrase("searchLoading")), 150);
		try {
			const answer = await searcher.search(query, this.limit, controller.signal, this.meaning);
			if (answer === undefined || controller.signal.aborted) return;
			this.show(answer);
			if (!this.meaning) this.addMeaning(query, controller.signal);
		} catch {
			if (controller.signal.aborted) return;
			this.show(undefined);
			this.say(phrase("searchFailed"));
		} finally {
			clearTimeout(slow);
		}
	}

	/**
	 * What means the same comes when the words have been answered and the reader pauses: it costs another file. From then
	 * on it is part of every answer. Nobody's choice is moved away under their hands, and who saves data is left alone.
	 */
	private addMeaning(query: string, signal: AbortSignal): void {
		if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
		clearTimeout(this.pause);
		this.pause = window.setTimeout(async () => {
			const answer = await searcher.search(query, this.limit, signal, true).catch(() => undefined);
			if (answer === undefined || signal.aborted) return;
			this.meaning = true;
			if (this.active <= 0 && this.results.scrollTop === 0) this.show(answer);
		}, readingPause);
	}

	private show(answer: Answer | undefined): void {
		const groups = (answer?.hits ?? []).map((hit) => renderHit(hit));
		const meant = (answer?.meant ?? []).map((hit) => renderHit(hit, text("searchMeant")));
		if (meant.length > 0) {
			const heading = make("p", { class: "search-group", role: "presentation" }, phrase("searchMeant"));
			groups.push(heading, ...meant);
		}
		this.list.replaceChildren(...groups);
		this.options().forEach((option, index) => {
			option.id = `search-option-${index}`;
		});
		const empty = groups.length === 0;
		this.input.setAttribute("aria-expanded", String(!empty));
		this.activate(empty ? -1 : 0);
		this.results.scrollTop = 0;
		this.say(...statusOf(answer));
		this.more.hidden = answer === undefined || answer.total <= answer.hits.length;
	}

	private say(...content: (Node | string)[]): void {
		this.status.replaceChildren(...content);
	}

	private options(): HTMLAnchorElement[] {
		return [...this.list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
	}

	private activate(index: number): void {
		const options = this.options();
		options[this.active]?.setAttribute("aria-selected", "false");
		for (const option of this.list.querySelectorAll("[aria-selected=true]"))
			option.setAttribute("aria-selected", "false");
		this.active = index;
		const option = options[index];
		if (option === undefined) {
			this.input.removeAttribute("aria-activedescendant");
			return;
		}
		option.setAttribute("aria-selected", "true");
		this.input.setAttribute("aria-activedescendant", option.id);
		option.scrollIntoView({ block: "nearest" });
	}

	/** Keys that choose from an input method's own list are not ours. */
	private onKey(event: KeyboardEvent): void {
		if (event.isComposing || event.keyCode === 229) return;
		const count = this.options().length;
		if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
			event.preventDefault();
			this.activate((this.active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
		} else if (event.key === "Escape") {
			// A search field would only be emptied.
			event.preventDefault();
			this.dialog.close();
		} else if (event.key === "Enter") {
			event.preventDefault();
			const { ctrlKey, metaKey, shiftKey } = event;
			const init = { ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
			this.options()[this.active]?.dispatchEvent(new MouseEvent("click", init));
		}
	}
}

const isApple = /^Mac|^iP/.test(navigator.platform);

function statusOf(answer: Answer | undefined): (Node | string)[] {
	if (answer === undefined) return [phrase("searchTips")];
	if (answer.near) return [phrase(answer.hits.length > 0 ? "searchNear" : "searchEmpty")];
	return [phrase("results", answer.total)];
}

/** @param kind what is said of it before its title, to those who do not see where it stands */
function renderHit(hit: Hit, kind?: string): HTMLElement {
	const url = siteUrl(hit.href);
	const where = make("span", { class: "search-where" }, folderOf(hit.href));
	const title = make("span", { class: "search-title" }, where, ...marked(hit.title));
	const page = option(url, "search-page", title, hit.snippet);
	const places = hit.places.map((place) => {
		const at = new URL(url);
		at.hash = encodeURIComponent(`h-${place.slug}`);
		return option(
			at,
			"search-place",
			make("span", { class: "search-heading" }, ...marked(place.heading)),
			place.snippet,
		);
	});
	return make(
		"div",
		{
			role: "group",
			class: "search-hit",
			lang: hit.lang,
			"aria-label": (kind ? `${kind}: ` : "") + plain(hit.title),
		},
		page,
		...places,
	);
}

function option(url: URL, kind: string, title: HTMLElement, snippet: Pieces): HTMLAnchorElement {
	const link = make("a", { role: "option", class: kind, tabindex: "-1", "aria-selected": "false" }, title);
	if (url.protocol === location.protocol && url.host === location.host) link.href = url.href;
	if (snippet.length > 0) link.append(make("span", { class: "search-snippet" }, ...marked(snippet)));
	return link;
}

/** Where the page lies, for those with the same title; in addresses a blank is a hyphen. */
function folderOf(href: string): string {
	try {
		return decodeURI(href.replace(/\/?[^/]*$/, "").replace(/^.*\//, "")).replaceAll("-", " ");
	} catch {
		return "";
	}
}

function marked(pieces: Pieces): (Node | string)[] {
	return pieces.map((piece) => (piece.marked ? make("mark", {}, piece.text) : piece.text));
}

function plain(pieces: Pieces): string {
	return pieces.map((piece) => piece.text).join("");
}
