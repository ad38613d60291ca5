import { make } from "../../dom-parts.js";
import type { Editor, OpenEditor } from "../editor/main.js";
import { loadScript } from "../load-script.js";
import type { CellFiles, PageCell, Words } from "../page-cell.js";
import type { ReaderScript } from "../reader/main.js";
import type { LiveCell } from "./live-cell.js";
import type { Programs } from "./programs.js";

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
	/** What was typed last, before it is taken. */
	private pending: { readonly page: PageCell; readonly take: () => void } | undefined;
	private reader: ReaderScript | undefined;

	constructor(
		private readonly files: CellFiles,
		private readonly programs: Programs,
		private readonly words: Words,
		private readonly events: EditEvents,
	) {}

	async toggle(page: PageCell, cell: LiveCell): Promise<void> {
		this.settle();
		if (this.open.has(page)) {
			this.close(page);
			return;
		}
		const [openEditor, reader] = await Promise.all([
			loadScript<OpenEditor>(this.files.editor, "openEditor"),
			loadScript<ReaderScript>(this.files.reader, "reader"),
		]);
		if (this.open.has(page)) return;
		this.reader = reader;
		const host = make("div", { class: "cell-editor" });
		page.programHost().append(host);
		const change = (code: string) => {
			if (this.pending?.page !== page) this.settle();
			window.clearTimeout(this.timer);
			this.pending = { page, take: () => this.take(page, cell, code) };
			this.timer = window.setTimeout(() => this.settle(), typingPause);
		};
		const editor = openEditor(host, cell.unread?.code ?? cell.code, {
			label: `${this.words.text("cellEditor")}. ${this.words.text("cellKeys")}`,
			changed: change,
			run: () => {
				this.forget(page);
				if (this.take(page, cell, editor.text()) !== "new") this.events.run(cell);
			},
			leave: () => page.focusEdit(),
		});
		this.open.set(page, { editor, cell, host });
		page.setEditing(true);
		editor.focus();
	}

	/** Takes at once what was typed. */
	settle(): void {
		const { pending } = this;
		if (pending === undefined) return;
		this.forget(pending.page);
		pending.take();
	}

	private forget(page: PageCell): void {
		if (this.pending?.page !== page) return;
		window.clearTimeout(this.timer);
		this.pending = undefined;
	}

	/**
	 * The text is the cell's program from now on. Nothing runs that is half written; but what was there before does not
	 * run in its place either.
	 */
	private take(page: PageCell, cell: LiveCell, code: string): "same" | "new" | "unreadable" {
		if (code === (cell.unread?.code ?? cell.code)) return "same";
		const flaw = this.reader?.flawIn(code);
		if (flaw !== undefined) {
			cell.unread = { code, ...flaw };
			this.tell(page, cell);
			return "unreadable";
		}
		delete cell.unread;
		this.markAt(cell);
		page.say();
		if (code !== cell.code) {
			cell.code = code;
			this.relink(cell);
		}
		this.events.changed(cell).catch(() => page.say("cellLoadFailed", { problem: true }));
		return "new";
	}

	/** Says why what stands in the editor cannot be read, if so. */
	tell(page: PageCell, cell: LiveCell): void {
		const { unread } = cell;
		page.say(undefined, unread && { problem: true, detail: unread.message });
		this.markAt(cell, unread?.offset, unread?.message);
	}

	reset(page: PageCell, cell: LiveCell): void {
		this.settle();
		delete cell.unread;
		cell.code = cell.program.code;
		this.relink(cell);
		this.open.get(page)?.editor.setText(cell.code);
		this.forget(page);
	}

	/** Links go by names: an edit can touch all cells of the note, and those of notes that import from it. */
	private relink(cell: LiveCell): void {
		const isTouched = (one: LiveCell) =>
			one.note === cell.note || one.needs.some((need) => need.cell.note === cell.note);
		this.reader?.linkCells(this.programs.all().filter(isTouched), this.programs);
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
