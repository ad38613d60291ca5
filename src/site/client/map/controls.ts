import { icon, make } from "../dom-parts.js";
import type { MapModel } from "./model.js";
import { speak } from "./speak.js";

export interface Commands {
	/** Nearer by 1, further by -1. */
	zoom(direction: 1 | -1): void;
	fit(): void;
	/** Only these are to stand out; all when undefined. */
	find(matches: ReadonlySet<number> | undefined): void;
	go(concept: number): void;
	clear(): void;
}

export interface Controls {
	/** Tells of a concept: in a card, and to those who do not see it; -1 for none. */
	present(concept: number): void;
	/** Opens the page of the concept that is presented. */
	open(): void;
	/** Empties the field first, then the choice. */
	clear(): void;
}

/** A field, three buttons, a card, and a line that is read aloud. Everything around the canvas. */
export function addControls(
	figure: HTMLElement,
	canvas: HTMLCanvasElement,
	model: MapModel,
	commands: Commands,
): Controls {
	const field = make("input", {
		type: "search",
		autocomplete: "off",
		spellcheck: "false",
		"data-t-label": "mapFind",
	});
	const count = make("span", { class: "map-count", role: "status" });
	const button = (text: string, path: string, action: () => void) => {
		const element = make(
			"button",
			{ type: "button", class: "icon-button", "data-t-label": text },
			icon(path),
		);
		element.addEventListener("click", action);
		return element;
	};
	const buttons = make(
		"div",
		{ class: "map-buttons" },
		button("zoomIn", "M12 5v14M5 12h14", () => commands.zoom(1)),
		button("zoomOut", "M5 12h14", () => commands.zoom(-1)),
		button("zoomFit", "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5", () => commands.fit()),
	);
	const card = make("div", { class: "map-card" });
	card.hidden = true;
	const spoken = make("p", { class: "map-spoken", "aria-live": "polite" });
	const keys = make("figcaption", { id: "map-keys", class: "map-keys" }, phrase("mapKeys"));
	canvas.setAttribute("role", "application");
	canvas.dataset.tLabel = "map";
	canvas.setAttribute("aria-describedby", "map-keys");
	figure.append(make("div", { class: "map-find" }, field, count), buttons, card, spoken, keys);
	speak(figure);
	const hint = () => field.setAttribute("placeholder", field.getAttribute("aria-label") ?? "");
	document.addEventListener("notapse-language", () => {
		speak(document.body);
		hint();
	});
	hint();

	let matches: number[] = [];
	let turn = 0;
	let page: string | undefined;
	const find = () => {
		const query = fold(field.value.trim());
		turn = 0;
		matches = query === "" ? [] : model.order.filter((i) => fold(model.titles[i]!).includes(query));
		count.replaceChildren(...(query === "" ? [] : [phrase("mapFound", matches.length)]));
		speak(count);
		commands.find(query === "" ? undefined : new Set(matches));
	};
	field.addEventListener("input", find);
	field.addEventListener("keydown", (event) => {
		if (event.key === "Enter" && !event.isComposing && matches.length > 0)
			commands.go(matches[turn++ % matches.length]!);
	});
	const present = (concept: number) => {
		card.hidden = concept < 0;
		page = model.links[concept];
		card.replaceChildren();
		spoken.replaceChildren();
		if (concept < 0) return;
		const dismiss = button("close", "M6 6l12 12M18 6L6 18", () => commands.clear());
		card.append(...describe(model, concept), dismiss);
		const links = model.offsets[concept + 1]! - model.offsets[concept]!;
		spoken.append(`${model.titles[concept]}. ${areaOf(model, concept)}. `, phrase("links", links));
		speak(card);
		speak(spoken);
	};
	return {
		present,
		open: () => {
			if (page !== undefined) location.href = siteHref(page);
		},
		clear: () => {
			if (field.value === "") return commands.clear();
			field.value = "";
			find();
		},
	};
}

/** The title, which leads to its page, the area, and how many links there are. */
function describe(model: MapModel, concept: number): HTMLElement[] {
	const href = model.links[concept];
	const title = model.titles[concept]!;
	const name = href === undefined ? make("b", {}, title) : make("a", { href: siteHref(href) }, title);
	const colour = model.colour[concept]!;
	const links = model.offsets[concept + 1]! - model.offsets[concept]!;
	return [
		name,
		make(
			"p",
			{},
			make("span", { class: `map-swatch t${colour < 14 ? colour : ""}` }),
			`${areaOf(model, concept)} · `,
			phrase("links", links),
		),
	];
}

function areaOf({ areas, area }: MapModel, concept: number): string {
	return areas[area[concept]!]?.name ?? "";
}

/** An address of this site, whatever the file that it came from says. */
function siteHref(href: string): string {
	const url = new URL(href, new URL(document.documentElement.dataset.root || ".", location.href));
	return url.protocol === location.protocol && url.host === location.host ? url.href : "";
}

function phrase(key: string, n?: number): HTMLElement {
	return make("span", { "data-t": key, ...(n !== undefined && { "data-n": String(n) }) });
}

function fold(text: string): string {
	return text.normalize("NFKC").toLowerCase();
}
