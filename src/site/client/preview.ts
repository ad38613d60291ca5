import { interfaceLanguage, labelled, make, openedAsFile, text } from "./dom.js";
import { frameName } from "./framed.js";
import { adopt, fetchPage, isOtherPage } from "./pages.js";

/**
 * A look at the page behind a link, while the pointer rests on it or the keyboard has brought the focus there.
 * Fingers get none: they would only be in the way.
 */
export function addPreviews(): void {
	const card = new PreviewCard();
	let timer = 0;
	const later = (delay: number, action: () => void) => {
		clearTimeout(timer);
		timer = window.setTimeout(action, delay);
	};
	document.addEventListener("pointerover", (event) => {
		if (event.pointerType === "touch") return;
		const link = previewLink(event.target);
		if (link !== undefined) later(hoverDelay, () => card.show(link, event.clientX, event.clientY));
		else if (card.contains(event.target)) clearTimeout(timer);
		else later(leaveDelay, () => card.hide());
	});
	document.addEventListener("focusin", (event) => {
		const link = previewLink(event.target);
		if (link?.matches(":focus-visible")) later(focusDelay, () => card.show(link));
		else if (!card.contains(event.target)) later(0, () => card.hide());
	});
	const close = () => {
		clearTimeout(timer);
		card.hide();
	};
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape") close();
	});
	document.addEventListener("click", close);
	document.addEventListener("scroll", (event) => !card.contains(event.target) && close(), {
		capture: true,
		passive: true,
	});
}

const hoverDelay = 320;
const focusDelay = 600;
const leaveDelay = 180;
const margin = 12;

function previewLink(target: EventTarget | null): HTMLAnchorElement | undefined {
	if (!(target instanceof Element)) return undefined;
	const link = target.closest<HTMLAnchorElement>("a.internal:not(.attachment), .relations a");
	return link instanceof HTMLAnchorElement && isOtherPage(new URL(link.href)) ? link : undefined;
}

class PreviewCard {
	private card: HTMLElement | undefined;
	private link: HTMLAnchorElement | undefined;

	contains(target: EventTarget | null): boolean {
		return target instanceof Node && this.card?.contains(target) === true;
	}

	async show(link: HTMLAnchorElement, x?: number, y?: number): Promise<void> {
		if (this.link === link || this.card?.contains(link)) return;
		this.hide();
		this.link = link;
		const url = new URL(link.href);
		try {
			const content = openedAsFile ? frame(url) : excerpt(await fetchPage(url), url);
			if (this.link === link && link.isConnected) this.open(content, lineOf(link, x, y));
		} catch {
			this.hide();
		}
	}

	hide(): void {
		this.link = undefined;
		this.card?.remove();
		this.card = undefined;
	}

	private open(content: Node, line: DOMRect): void {
		const card = make("aside", { class: "preview", popover: "manual", ...labelled("preview") }, content);
		this.card = card;
		document.body.append(card);
		card.showPopover?.();
		place(card, line);
	}
}

/** Of a link that is broken over lines, the line under the pointer. Anchor positioning sees only their hull. */
function lineOf(link: Element, x?: number, y?: number): DOMRect {
	const lines = [...link.getClientRects()];
	const hit = (line: DOMRect) =>
		x !== undefined && y !== undefined && y >= line.top - 2 && y <= line.bottom + 2 && x <= line.right + 2;
	return lines.find(hit) ?? lines[0] ?? link.getBoundingClientRect();
}

/** Below the line if there is room, else above; never out of the window. */
function place(card: HTMLElement, line: DOMRect): void {
	const { clientWidth, clientHeight } = document.documentElement;
	const below = clientHeight - line.bottom - 2 * margin;
	const above = line.top - 2 * margin;
	const under = below >= Math.min(card.offsetHeight, 260) || below >= above;
	card.style.maxHeight = `min(24rem, ${Math.max(120, under ? below : above)}px)`;
	const top = under ? line.bottom + 6 : line.top - 6 - card.offsetHeight;
	const left = Math.min(line.left - margin, clientWidth - card.offsetWidth - margin);
	card.style.top = `${Math.max(margin, top)}px`;
	card.style.left = `${Math.max(margin, left)}px`;
	card.dataset.side = under ? "below" : "above";
}

function frame(url: URL): Node {
	return make("iframe", { src: url.href, name: frameName, title: text("preview"), tabindex: "-1" });
}

const mostBlocks = 12;
const mostText = 1400;

/** The title, and the place that the link names or else the beginning. */
function excerpt(page: Document, url: URL): Node {
	const lang = page.querySelector("article")?.getAttribute("lang") ?? interfaceLanguage();
	const title = page.querySelector("article h1")?.textContent?.trim() || page.title;
	const prose = page.querySelector(".prose");
	const body = make("div", { class: "prose", lang }, adopt(someBlocks(prose, url), url));
	if (!body.hasChildNodes()) {
		body.append(page.querySelector<HTMLMetaElement>("meta[name='description']")?.content ?? "");
	}
	return make("div", { class: "preview-page", lang }, make("p", { class: "preview-title" }, title), body);
}

function someBlocks(prose: Element | null, url: URL): readonly Element[] {
	if (prose === null) return [];
	const target =
		url.hash.length > 1 ? prose.ownerDocument.getElementById(decodeURIComponent(url.hash.slice(1))) : null;
	if (target === null || !prose.contains(target)) return upTo([...prose.children]);
	if (!/^H[1-6]$/.test(target.tagName)) return [target];
	const siblings = [...(target.parentElement?.children ?? [])];
	const rest = siblings.slice(siblings.indexOf(target) + 1);
	const end = rest.findIndex((block) => /^H[1-6]$/.test(block.tagName) && block.tagName <= target.tagName);
	return upTo([target, ...(end < 0 ? rest : rest.slice(0, end))]);
}

function upTo(blocks: readonly Element[]): readonly Element[] {
	let length = 0;
	const end = blocks.slice(0, mostBlocks).findIndex((block) => {
		length += block.textContent?.length ?? 0;
		return length > mostText;
	});
	return blocks.slice(0, end < 0 ? mostBlocks : end + 1);
}
