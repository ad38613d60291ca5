import { make } from "../../dom-parts.js";
import type { Editor, EditorScript } from "../editor/main.js";
import { loadScript } from "../load-script.js";
import type { PageCell } from "../page-cell.js";
import { text } from "../speak.js";
import type { LiveCell } from "./live-cell.js";
import { printedFacts } from "./programs.js";

export interface EditEvents {
	/** The cell has another program now. */
	changed(cell: LiveCell): Promise<void>;
	run(cell: LiveCell): Promise<void>;
}

/** Cells with an open editor. */
export class EditedCells {
	private readonly open = new Map<
		PageCell,
		{ readonly editor: Editor; readonly cell: LiveCell; readonly host: HTMLElement }
	>();
	private timer = 0;

	constructor(
		private readonly address: string,
		private readonly events: EditEvents,
	) {}

	async toggle(page: PageCell, cell: LiveCell): Promise<void> {
		if (this.open.has(page)) {
			this.close(page);
			return;
		}
		const { openEditor, readFacts } = await loadScript<EditorScript>(this.address, "editor");
		if (this.open.has(page)) return;
		const host = make("div", { class: "cell-editor" });
		page.programHost().append(host);
		const change = (code: string) => {
			window.clearTimeout(this.timer);
			this.timer = window.setTimeout(() => this.take(page, cell, code, readFacts), typingPause);
		};
		const editor = openEditor(host, cell.code, {
			label: `${text("cellEditor")}. ${text("cellKeys")}`,
			changed: change,
			run: () => {
				window.clearTimeout(this.timer);
				if (this.take(page, cell, editor.text(), readFacts) === "same") this.events.run(cell);
			},
			leave: () => page.focusEdit(),
		});
		this.open.set(page, { editor, cell, host });
		page.setEditing(true);
		editor.focus();
	}

	/** The text is the cell's program from now on, if it can be read; nothing runs that is half written. */
	private take(
		page: PageCell,
		cell: LiveCell,
		code: string,
		readFacts: EditorScript["readFacts"],
	): "same" | "new" | "unreadable" {
		if (code === cell.code && page.unread === undefined) return "same";
		const facts = readFacts({ language: "ts", code });
		page.unread = facts.error;
		if (facts.error !== undefined) {
			page.say(undefined, { problem: true, detail: facts.error.message });
			this.markAt(cell, facts.error.offset, facts.error.message);
			return "unreadable";
		}
		this.markAt(cell);
		if (code === cell.code) {
			page.say();
			return "same";
		}
		cell.code = code;
		cell.facts = code === cell.program.code ? printedFacts(cell.program) : facts;
		this.events.changed(cell).catch(() => page.say("cellLoadFailed", { problem: true }));
		return "new";
	}

	reset(page: PageCell, cell: LiveCell): void {
		window.clearTimeout(this.timer);
		cell.code = cell.program.code;
		cell.facts = printedFacts(cell.program);
		page.unread = undefined;
		this.open.get(page)?.editor.setText(cell.code);
		window.clearTimeout(this.timer);
	}

	/** Shows where in an open editor something is wrong; without a place, nothing is. */
	mark(
		cell: LiveCell,
		place?: { readonly line: number; readonly column: number; readonly message: string },
	): void {
		if (place === undefined) {
			this.markAt(cell);
			return;
		}
		const before = cell.code.split("\n").slice(0, place.line - 1);
		const start = before.reduce((sum, line) => sum + line.length + 1, 0);
		this.markAt(cell, start + place.column - 1, place.message);
	}

	markAt(cell: LiveCell, offset?: number, message = ""): void {
		for (const { editor, cell: edited } of this.open.values())
			if (edited === cell) editor.mark(offset === undefined ? undefined : { offset, message });
	}

	private close(page: PageCell): void {
		const { editor, host } = this.open.get(page) ?? {};
		editor?.close();
		host?.remove();
		this.open.delete(page);
		page.closeProgram();
		page.setEditing(false);
	}
}

/** Milliseconds after the last key, in which a program is not half of a word any more. */
const typingPause = 350;
