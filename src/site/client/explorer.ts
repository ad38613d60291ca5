import { icon, labelled, make, openedAsFile } from "./dom.js";
import { fetchPage } from "./pages.js";
import { recall, remember } from "./storage.js";

/**
 * Folders in the explorer open in place: what they hold is read from their own page when somebody asks, so that
 * no page carries the whole tree. Nothing here scrolls.
 */
export function foldOutFolders(): void {
	const explorer = document.querySelector<HTMLElement>("nav.explorer");
	if (explorer === null || openedAsFile) return;
	prepare(explorer);
}

const storageKey = "folders";
const mostRemembered = 30;

function prepare(list: HTMLElement): void {
	const open = rememberedFolders();
	for (const item of list.querySelectorAll<HTMLLIElement>("li[data-kind=folder]")) {
		const link = item.querySelector("a");
		if (link === null || item.querySelector("button") !== null) continue;
		const button = make(
			"button",
			{ type: "button", class: "twisty", "aria-expanded": "false", ...labelled("unfold") },
			icon("M9 6l6 6-6 6"),
		);
		item.prepend(button);
		button.addEventListener("click", () => toggle(item, link, button));
		if (open.includes(link.pathname)) void toggle(item, link, button);
	}
}

async function toggle(
	item: HTMLLIElement,
	link: HTMLAnchorElement,
	button: HTMLButtonElement,
): Promise<void> {
	const unfold = button.getAttribute("aria-expanded") === "false";
	button.setAttribute("aria-expanded", String(unfold));
	const paths = rememberedFolders().filter((path) => path !== link.pathname);
	if (unfold) paths.push(link.pathname);
	remember("session", storageKey, JSON.stringify(paths.slice(-mostRemembered)));
	const inner = item.querySelector("ul");
	if (inner !== null) {
		inner.hidden = !unfold;
		return;
	}
	try {
		const list = readFolder(await fetchPage(new URL(link.href)), new URL(link.href));
		if (item.querySelector("ul") !== null) return;
		list.hidden = button.getAttribute("aria-expanded") === "false";
		item.append(list);
		prepare(list);
	} catch {
		button.remove();
	}
}

/** The explorer on a folder's own page shows what the folder holds. */
function readFolder(page: Document, base: URL): HTMLUListElement {
	const list = make("ul");
	for (const item of page.querySelectorAll<HTMLLIElement>("nav.explorer > ul > li")) {
		const link = linkTo(item.querySelector("a"), base);
		const count = item.querySelector(".count")?.textContent;
		const rest = count ? [" ", make("span", { class: "count" }, count)] : [];
		list.append(make("li", { "data-kind": item.dataset.kind ?? "note" }, link, ...rest));
	}
	const more = page.querySelector("nav.explorer > .more");
	if (more !== null) list.append(make("li", {}, linkTo(more, base)));
	return list;
}

function linkTo(source: Element | null, base: URL): HTMLAnchorElement {
	const link = make("a", {}, source?.textContent ?? "");
	const url = new URL(source?.getAttribute("href") ?? "", base);
	if (url.origin === location.origin) link.href = url.href;
	if (url.pathname === location.pathname) link.setAttribute("aria-current", "page");
	return link;
}

function rememberedFolders(): readonly string[] {
	try {
		const paths: unknown = JSON.parse(recall("session", storageKey) ?? "[]");
		return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
	} catch {
		return [];
	}
}
