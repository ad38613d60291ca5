/**
 * The page on which readers ask: a field for the query, what it finds, and examples to begin with. The query stands in the
 * address behind `#q=`, so that a question can be sent to somebody.
 */
import { make } from "../dom.js";
import { speakOwn } from "../own-texts.js";
import { recall, remember } from "../storage.js";
import { Engine, type Outcome } from "./engine.js";
import { panelParts } from "./panel-parts.js";
import { showAnswer } from "./show-answer.js";
import { type QueryTextKey, queryTexts } from "./texts.js";

/** Longer questions stay out of the address. */
const longestShared = 4000;

class Panel {
	readonly #page: HTMLElement;
	readonly #engine: Engine;
	readonly #parts = panelParts();
	#asked = 0;

	constructor(page: HTMLElement) {
		this.#page = page;
		const { outline = "", graph = "", worker = "" } = page.dataset;
		this.#engine = new Engine({ outline, graph, worker });
	}

	begin(): void {
		const { form, field, stop, status, results } = this.#parts;
		this.#page.querySelector(".query-scripts")?.replaceWith(form, status, results);
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			void this.#run();
		});
		stop.addEventListener("click", () => this.#engine.cancel());
		field.addEventListener("keydown", (event) => this.#press(event));
		field.addEventListener("input", () => this.#grow());
		this.#addTries();
		this.#speak();
		document.addEventListener("notapse-language", () => this.#speak());
		addEventListener("hashchange", () => this.#readAddress());
		if (!this.#readAddress()) field.value = recall("session", "query") ?? this.#examples()[0] ?? "";
		this.#grow();
		this.#engine.prepare(this.#examples());
	}

	#press(event: KeyboardEvent): void {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			void this.#run();
		} else if (event.key === "Escape" && !this.#parts.stop.hidden) this.#engine.cancel();
	}

	/** As high as what is in it, up to what the style sheet allows. */
	#grow(): void {
		this.#parts.field.rows = Math.min(20, Math.max(4, this.#parts.field.value.split("\n").length));
	}

	#examples(): string[] {
		return Array.from(
			this.#page.querySelectorAll(".query-examples pre"),
			({ textContent }) => textContent ?? "",
		);
	}

	#addTries(): void {
		for (const example of this.#page.querySelectorAll(".query-examples li")) {
			const query = example.querySelector("pre")?.textContent ?? "";
			const title = example.querySelector("h3") as HTMLElement;
			const id = `try-${[...(example.parentElement?.children ?? [])].indexOf(example)}`;
			title.id = id;
			const text = make("span", { "data-t": "queryTry", id: `${id}-verb` });
			const button = make(
				"button",
				{ type: "button", class: "query-try", "aria-labelledby": `${id}-verb ${id}` },
				text,
			);
			button.addEventListener("click", () => {
				this.#parts.field.value = query;
				this.#grow();
				void this.#run();
				this.#parts.field.scrollIntoView({ block: "nearest" });
			});
			example.append(button);
		}
	}

	/** Whether there was a query in the address; then it is run. */
	#readAddress(): boolean {
		const written = /^#q=(.+)$/.exec(location.hash)?.[1];
		if (written === undefined) return false;
		let query: string;
		try {
			query = decodeURIComponent(written);
		} catch {
			return false;
		}
		if (query === this.#parts.field.value && this.#asked > 0) return true;
		this.#parts.field.value = query;
		this.#grow();
		void this.#run();
		return true;
	}

	async #run(): Promise<void> {
		const query = this.#parts.field.value;
		if (query.trim() === "") return;
		const asked = ++this.#asked;
		remember("session", "query", query);
		if (query.length <= longestShared)
			history.replaceState(history.state, "", `#q=${encodeURIComponent(query)}`);
		this.#showFlaw(undefined);
		this.#parts.stop.hidden = false;
		this.#page.setAttribute("aria-busy", "true");
		// What is quick should not flicker.
		const slow = setTimeout(() => this.#say(["queryRunning"]), 120);
		const outcome = await this.#engine.ask(query);
		clearTimeout(slow);
		if (asked !== this.#asked) return;
		this.#parts.stop.hidden = true;
		this.#page.removeAttribute("aria-busy");
		this.#show(outcome);
	}

	#show(outcome: Outcome): void {
		if (outcome.kind === "broken") this.#say(["queryBroken"]);
		else if (outcome.kind === "no-worker") this.#say(["queryNoWorker"]);
		else if (outcome.kind === "problem") {
			if (outcome.why === "cancelled") this.#say(["queryStopped"]);
			else {
				this.#say(outcome.why === "costly" ? ["queryCostly"] : []);
				this.#showFlaw(outcome);
			}
		} else {
			const { total, rows, took, plan, notes = [] } = outcome;
			this.#parts.results.replaceChildren(...showAnswer(outcome));
			this.#parts.results.hidden = total === 0 && plan === undefined;
			this.#say([
				...(plan !== undefined ? [] : total === 0 ? ["queryNone" as const] : [["queryRows", total] as const]),
				["queryTook", Math.max(1, Math.round(took))],
				...(rows.length < total ? [["queryShown", rows.length] as const] : []),
			]);
			for (const note of notes)
				this.#parts.status.append(make("span", { class: "query-note", lang: "en" }, ...withCode(note)));
			this.#speak();
			return;
		}
		this.#parts.results.hidden = true;
		this.#parts.results.replaceChildren();
	}

	#showFlaw(flaw: Extract<Outcome, { kind: "problem" }> | undefined): void {
		this.#parts.flaw.hidden = flaw === undefined;
		this.#parts.field.toggleAttribute("aria-invalid", flaw !== undefined);
		if (flaw !== undefined) this.#parts.field.setAttribute("aria-invalid", "true");
		this.#parts.flaw.replaceChildren();
		if (flaw === undefined) return;
		const { message, line, frame, hint, span } = flaw;
		this.#parts.flaw.append(make("span", { class: "query-message" }, message));
		if (line !== undefined)
			this.#parts.flaw.append(
				" ",
				make("span", { class: "query-place", "data-t": "queryPlace", "data-n": String(line) }),
			);
		if (hint !== undefined) this.#parts.flaw.append(make("span", { class: "query-hint" }, hint));
		if (frame !== undefined)
			this.#parts.flaw.append(make("code", { class: "query-frame", translate: "no" }, frame));
		if (span !== undefined && document.activeElement === this.#parts.field)
			this.#parts.field.setSelectionRange(span.start, Math.max(span.end, span.start));
		this.#speak();
	}

	#say(parts: readonly (QueryTextKey | readonly [QueryTextKey, number])[]): void {
		const spans = parts.map((part) => {
			const [key, n] = typeof part === "string" ? [part] : part;
			return make("span", { "data-t": key, ...(n !== undefined && { "data-n": String(n) }) });
		});
		this.#parts.status.replaceChildren(...spans.flatMap((span, i) => (i === 0 ? [span] : [" · ", span])));
		this.#speak();
	}

	#speak(): void {
		speakOwn(queryTexts, this.#page);
		const texts = queryTexts[document.documentElement.dataset.ui === "zh" ? "zh" : "en"];
		for (const title of this.#page.querySelectorAll<HTMLElement>("[data-q]")) {
			const names = JSON.parse(title.dataset.names ?? "[]") as string[];
			const text = texts[title.dataset.q as QueryTextKey] ?? "";
			title.textContent = text.replace(/\{(\d)\}/g, (_, i: string) => names[Number(i)] ?? "");
		}
	}
}

/** What stands in backticks as code. */
function withCode(text: string): (string | HTMLElement)[] {
	return text.split("`").map((piece, i) => (i % 2 === 0 ? piece : make("code", { translate: "no" }, piece)));
}

const page = document.querySelector<HTMLElement>(".query-page");
if (page !== null) new Panel(page).begin();
