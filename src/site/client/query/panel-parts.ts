import { make } from "../dom.js";

/** What the script adds to the page. */
export interface PanelParts {
	readonly form: HTMLFormElement;
	readonly field: HTMLTextAreaElement;
	readonly stop: HTMLButtonElement;
	/** What is wrong with the query. */
	readonly flaw: HTMLElement;
	readonly status: HTMLElement;
	readonly results: HTMLElement;
}

/** Their texts are filled in by name. */
export function panelParts(): PanelParts {
	const text = (key: string) => make("span", { "data-t": key });
	const field = make("textarea", {
		...{ id: "query-text", rows: "6", spellcheck: "false", translate: "no" },
		...{ autocapitalize: "off", autocomplete: "off", autocorrect: "off" },
		"aria-describedby": "query-keys query-flaw",
	});
	const run = make("button", { type: "submit", class: "query-run" }, text("queryRun"));
	const stop = make("button", { type: "button", class: "query-stop", hidden: "" }, text("queryStop"));
	const keys = make("span", { id: "query-keys", class: "query-keys", "data-t": "queryKeys" });
	const flaw = make("div", { id: "query-flaw", class: "query-flaw", hidden: "" });
	const form = make(
		"form",
		{ class: "query-form" },
		make("label", { for: "query-text" }, text("queryText")),
		...[field, flaw, make("p", { class: "query-buttons" }, run, stop, keys)],
	);
	const status = make("p", { class: "query-status", role: "status" });
	const results = make("section", {
		class: "query-results prose",
		"data-t-label": "queryResults",
		hidden: "",
	});
	return { form, field, stop, flaw, status, results };
}
