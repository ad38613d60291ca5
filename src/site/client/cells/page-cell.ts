import type { CellParam } from "../../../model/index.js";
import { icon, make } from "../dom-parts.js";
import { controls } from "./controls.js";
import { phrase } from "./speak.js";
import type { CellTextKey } from "./texts.js";

/** Addresses of what running cells takes. */
export interface CellFiles {
	readonly runner: string;
	readonly frame: string;
	readonly library: string;
	readonly editor: string;
	readonly reader: string;
	readonly text: string;
	readonly mathCss: string;
}

/** What the runner's script gives. */
export type RunnerStart = (files: CellFiles, cells: readonly PageCell[], words: Words) => CellRunner;

/** Texts of the interface, which the page's own script has. */
export interface Words {
	phrase(key: CellTextKey, n?: number): HTMLElement;
	text(key: CellTextKey, n?: number): string;
}

export interface CellRunner {
	/** Runs a cell, what it needs, and (when something of it was changed) what depends on it here. */
	run(cell: PageCell, why: "asked" | "changed"): Promise<void>;
	edit(cell: PageCell): Promise<void>;
	reset(cell: PageCell): Promise<void>;
	stop(): void;
}

/** A cell in the page: its bar, its controls, and where its results go. */
export class PageCell {
	/** Of the note's programs. */
	readonly programs: string;
	/** Among the note's cells. */
	readonly index: number;
	/** Values that the reader has chosen, where they are not the default. */
	readonly values = new Map<string, CellParam["value"]>();
	readonly output: HTMLElement;
	private readonly panel: HTMLElement;
	/** What stood here when the page came. */
	private readonly printed: readonly Node[];
	private params: readonly CellParam[];
	private changedValue = () => {};
	private readonly status = make("span", { class: "cell-status", role: "status" });
	private readonly runButton = button("cellRun", triangle, "main");
	private readonly editButton = button("cellEdit", pencil);
	private readonly resetButton = button("cellReset", arrow);
	private busy = false;
	/** That it throws is what its author wants to show. */
	readonly expectsError: boolean;
	/** Of the values as they were when the page came, or as the last run has said. */
	private described = "";

	constructor(readonly figure: HTMLElement) {
		this.programs = new URL(figure.dataset.programs ?? "", location.href).href;
		this.index = Number(figure.dataset.cell);
		this.panel = figure.querySelector<HTMLElement>(".cell-panel") ?? make("div", { class: "cell-panel" });
		this.output =
			this.panel.querySelector<HTMLElement>(".cell-output") ?? make("div", { class: "cell-output" });
		this.printed = [...this.output.childNodes];
		this.params = readJson(figure.dataset.params);
		this.described = describe(this.params);
		this.expectsError = figure.querySelector(".cell-error.expected") !== null;
	}

	/** Puts bar and controls in place. */
	enable(runner: () => Promise<CellRunner>): void {
		const act = async (what: (runner: CellRunner) => Promise<void>, waiting: CellTextKey = "cellLoading") => {
			if (!this.busy) this.say(waiting);
			try {
				await what(await runner());
			} catch (error) {
				console.error(error);
				this.say("cellLoadFailed", { problem: true });
			}
		};
		this.runButton.addEventListener("click", () =>
			this.busy ? runner().then((runner) => runner.stop()) : act((runner) => runner.run(this, "asked")),
		);
		this.editButton.addEventListener("click", () => act((runner) => runner.edit(this)));
		this.resetButton.addEventListener("click", () => act((runner) => runner.reset(this)));
		this.resetButton.hidden = true;
		this.editButton.setAttribute("aria-expanded", "false");
		this.panel.prepend(
			make("div", { class: "cell-bar" }, this.runButton, this.editButton, this.resetButton, this.status),
		);
		this.changedValue = () => act((runner) => runner.run(this, "changed"), "cellRunning");
		this.showControls();
		this.figure.dataset.ready = "";
		if (this.figure.dataset.live !== undefined)
			whenSeen(this.figure, () => act((runner) => runner.run(this, "asked")));
	}

	private showControls(): void {
		const list = this.panel.querySelector(".cell-params");
		if (this.params.length === 0) {
			list?.remove();
			return;
		}
		const made = controls(this.params, this.values, () => this.changedValue());
		if (list === null) this.output.before(made);
		else list.replaceWith(made);
	}

	/** The values that the program has asked for; an edited one may ask for others. */
	showParams(params: readonly CellParam[]): void {
		if (describe(params) === this.described) return;
		this.described = describe(params);
		const defaults = new Map(this.params.map(({ name, value }) => [name, value]));
		this.params = params.map((param) => ({ ...param, value: defaults.get(param.name) ?? param.value }));
		const names = new Set(params.map(({ name }) => name));
		for (const name of this.values.keys()) if (!names.has(name)) this.values.delete(name);
		this.showControls();
	}

	/** Where the editor goes: in the place of the program, which may be folded or not there at all. */
	programHost(): HTMLElement {
		const program = this.figure.querySelector<HTMLElement>(".cell-program");
		if (program instanceof HTMLDetailsElement) program.open = true;
		if (program !== null) return program;
		const host = make("div", { class: "cell-program", "data-made": "" });
		this.figure.prepend(host);
		return host;
	}

	closeProgram(): void {
		this.figure.querySelector(".cell-program[data-made]")?.remove();
	}

	/** Controls show the defaults again. */
	resetControls(): void {
		this.values.clear();
		for (const param of this.params) {
			for (const input of this.panel.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
				".cell-params :is(input, select)",
			))
				if (input.dataset.name === param.name) input.dispatchEvent(new CustomEvent("cell-reset"));
		}
	}

	say(
		key?: CellTextKey,
		{ n, problem = false, detail }: { n?: number; problem?: boolean; detail?: string } = {},
	): void {
		this.status.classList.toggle("problem", problem);
		this.status.replaceChildren(
			...(key === undefined ? [] : [phrase(key, n)]),
			...(detail === undefined ? [] : [` ${detail}`]),
		);
	}

	setBusy(busy: boolean): void {
		this.busy = busy;
		if (busy) this.figure.dataset.busy = "";
		else delete this.figure.dataset.busy;
		this.runButton.replaceChildren(icon(busy ? square : triangle), phrase(busy ? "cellStop" : "cellRun"));
	}

	setEditing(editing: boolean): void {
		this.editButton.setAttribute("aria-expanded", String(editing));
		this.editButton.replaceChildren(icon(pencil), phrase(editing ? "cellDone" : "cellEdit"));
	}

	/** In place of what is shown. Nothing jumps meanwhile: the old result stays until the new one is there. */
	show(nodes: readonly Node[]): void {
		this.output.replaceChildren(...nodes);
		this.resetButton.hidden = false;
	}

	/** What the page came with. */
	restore(): void {
		this.output.replaceChildren(...this.printed);
		this.resetButton.hidden = true;
		this.say();
	}

	focusEdit(): void {
		this.editButton.focus();
	}
}

function describe(params: readonly CellParam[]): string {
	return JSON.stringify(params.map(({ value, ...rest }) => [typeof value, rest]));
}

function button(key: CellTextKey, drawing: string, kind = ""): HTMLButtonElement {
	return make("button", { type: "button", class: kind }, icon(drawing), phrase(key));
}

function whenSeen(element: Element, action: () => void): void {
	const observer = new IntersectionObserver((entries) => {
		if (!entries.some((entry) => entry.isIntersecting)) return;
		observer.disconnect();
		action();
	});
	observer.observe(element);
}

/** The page's own data; but the page may have been made by another version. */
function readJson(text: string | undefined): readonly CellParam[] {
	try {
		return JSON.parse(text ?? "[]");
	} catch {
		return [];
	}
}

const triangle = "M8 5v14l11-7z";
const square = "M7 7h10v10H7z";
const pencil = "M4 20h4L19 9l-4-4L4 16zM13 7l4 4";
const arrow = "M4 4v6h6M4.5 10A8 8 0 1 1 4 14";
