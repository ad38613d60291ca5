import { make } from "../../dom-parts.js";
import type { CellFiles, CellRunner, PageCell, Words } from "../page-cell.js";
import { type Answer, answerNodes, flawNodes, type LoadedModule, readAnswer, unreadNodes } from "./answer.js";
import { EditedCells } from "./edited-cells.js";
import { CellFrame } from "./frame.js";
import { createStamps, inOrder, type LiveCell } from "./live-cell.js";
import { commandFor, reachedFrom } from "./module-of.js";
import { Programs } from "./programs.js";

/**
 * Which cell runs when. Somebody wants cells; each wanted cell is evaluated after all that it needs, one at a time, and
 * again if it was changed meanwhile, until every wanted cell shows the result of what it is now.
 */
export class Runner implements CellRunner {
	private readonly programs = new Programs();
	private readonly frame: CellFrame;
	private readonly edited: EditedCells;
	private readonly stampOf = createStamps();
	private readonly pages = new Map<LiveCell, PageCell[]>();
	private readonly wanted = new Set<LiveCell>();
	private readonly modules = new Map<number, LoadedModule>();
	private working: Promise<void> | undefined;

	constructor(
		private readonly files: CellFiles,
		private readonly cells: readonly PageCell[],
		private readonly words: Words,
	) {
		this.frame = new CellFrame(files.frame, files.library);
		this.edited = new EditedCells(files, this.programs, words, {
			changed: (cell) => this.changed(cell),
			run: (cell) => this.want([cell], true),
		});
	}

	async run(page: PageCell, why: "asked" | "changed"): Promise<void> {
		this.frame.start().catch(() => {});
		const cell = await this.liveCell(page);
		this.edited.settle();
		if (why === "asked") {
			await this.want([cell], true);
			return;
		}
		cell.params = new Map([...cell.program.params, ...page.values]);
		await this.changed(cell);
	}

	async edit(page: PageCell): Promise<void> {
		const cell = await this.liveCell(page);
		await this.edited.toggle(page, cell);
		this.edited.tell(page, cell);
		this.frame.start().catch(() => {});
	}

	async reset(page: PageCell): Promise<void> {
		const cell = await this.liveCell(page);
		this.edited.reset(page, cell);
		page.resetControls();
		cell.params = new Map(cell.program.params);
		const shown = await this.dependents(cell);
		const changed = shown.filter((one) => this.isChanged(one));
		for (const one of shown) {
			if (this.isChanged(one)) continue;
			this.wanted.delete(one);
			for (const page of this.pages.get(one) ?? []) page.restore();
		}
		await this.want(changed, false);
	}

	stop(): void {
		for (const cell of this.wanted) {
			for (const page of this.pages.get(cell) ?? []) {
				page.setBusy(false);
				page.say();
			}
		}
		this.wanted.clear();
		this.frame.stop();
	}

	private async liveCell(page: PageCell): Promise<LiveCell> {
		const cell = await this.programs.cell(page.programs, page.index);
		for (const one of this.programs.all())
			if (one.needs.length === 0) one.needs = this.programs.printedNeeds(one);
		const pages = this.pages.get(cell) ?? [];
		if (!pages.includes(page)) this.pages.set(cell, [...pages, page]);
		return cell;
	}

	/** A changed cell, and all that depends on it on this page. */
	private async changed(cell: LiveCell): Promise<void> {
		await this.want(await this.dependents(cell), false);
	}

	/** Cells of the page that need this one, and itself. What else is on the page is loaded for it. */
	private async dependents(cell: LiveCell): Promise<readonly LiveCell[]> {
		const live = await Promise.all(this.cells.map((page) => this.liveCell(page).catch(() => undefined)));
		const shown = new Set(live.filter((one) => one !== undefined));
		return [...shown].filter((one) => one === cell || inOrder([one]).includes(cell));
	}

	private isChanged(cell: LiveCell): boolean {
		return inOrder([cell]).some(
			(one) =>
				one.code !== one.program.code ||
				one.unread !== undefined ||
				JSON.stringify([...one.params]) !== JSON.stringify(one.program.params),
		);
	}

	/** @param again even if nothing has changed since */
	private want(cells: readonly LiveCell[], again: boolean): Promise<void> {
		for (const cell of cells) {
			if (again) {
				delete cell.result;
				delete cell.loaded;
			}
			this.wanted.add(cell);
		}
		this.working ??= this.work().finally(() => {
			this.working = undefined;
		});
		return this.working;
	}

	private async work(): Promise<void> {
		try {
			for (let next = this.next(); next !== undefined; next = this.next()) await this.evaluate(next);
		} catch (error) {
			for (const cell of this.wanted) for (const page of this.pages.get(cell) ?? []) page.setBusy(false);
			this.wanted.clear();
			throw error;
		}
	}

	/** The first cell that has to be evaluated; what can be settled without is on the way. */
	private next(): LiveCell | undefined {
		for (const cell of inOrder(this.wanted)) {
			if (!this.wanted.has(cell)) continue;
			const next = this.nextFor(cell);
			if (next !== undefined) return next;
			this.wanted.delete(cell);
			for (const page of this.pages.get(cell) ?? []) page.setBusy(false);
		}
		return undefined;
	}

	private nextFor(cell: LiveCell): LiveCell | undefined {
		if (cell.result?.stamp === this.stampOf(cell)) return undefined;
		for (const page of this.pages.get(cell) ?? []) page.setBusy(true);
		for (const one of inOrder([cell])) {
			const stamp = this.stampOf(one);
			const isBroken = one.unread !== undefined || one.flaw !== undefined;
			if (isBroken || (one.result?.stamp === stamp && !one.result.ok)) {
				cell.result = { stamp: this.stampOf(cell), ok: false };
				// What it showed is gone: who goes back to an earlier program has to see it run.
				delete cell.loaded;
				this.showBlocked(cell, one);
				return undefined;
			}
			if (one.loaded?.stamp !== stamp || one.loaded.generation !== this.frame.generation) return one;
		}
		return undefined;
	}

	private async evaluate(cell: LiveCell): Promise<void> {
		await this.frame.start();
		delete cell.loaded;
		const stamp = this.stampOf(cell);
		const command = commandFor(cell, reachedFrom(cell));
		this.modules.set(cell.number, { cell, code: cell.code, shift: cell.module.shift });
		const outcome = await this.frame.evaluate(command, cell.program.timeout);
		if ("fate" in outcome) {
			cell.result = { stamp, ok: false };
			if (outcome.fate !== "stopped" && this.wanted.has(cell)) this.showFate(cell, outcome.fate);
			return;
		}
		const answer = readAnswer(outcome.answer, cell, this.modules);
		if (answer === undefined) throw new Error("no answer");
		const ok = answer.error === undefined;
		if (answer.dirty) this.frame.discard();
		cell.result = { stamp, ok };
		if (ok) cell.loaded = { generation: this.frame.generation, stamp };
		if (this.wanted.has(cell)) await this.show(cell, answer);
	}

	private async show(cell: LiveCell, answer: Answer): Promise<void> {
		for (const page of this.pages.get(cell) ?? []) {
			const nodes = await answerNodes(answer, cell, page.expectsError, this.files, this.words);
			page.show(nodes);
			page.showParams(answer.params);
			page.say("cellFresh", { detail: `· ${duration(answer.ms)}` });
			const at = answer.error?.places.find((place) => place.cell === cell);
			this.edited.mark(cell, at && { ...at, message: String(answer.error?.message ?? "") });
		}
	}

	private showFate(cell: LiveCell, fate: "timeout" | "lost"): void {
		for (const page of this.pages.get(cell) ?? []) {
			page.setBusy(false);
			const key = fate === "timeout" ? "cellTimeout" : "cellMemory";
			page.show([make("p", { class: "cell-note" }, this.words.phrase(key))]);
			page.say();
		}
	}

	private showBlocked(cell: LiveCell, cause: LiveCell): void {
		const { flaw, unread } = cause;
		for (const page of this.pages.get(cell) ?? []) {
			page.say();
			if (unread !== undefined && cause === cell) {
				page.show(unreadNodes(unread));
				this.edited.tell(page, cell);
			} else if (flaw !== undefined && cause === cell) {
				page.show(flawNodes(flaw, cell.code, this.words));
				page.say(flaw.key, { problem: true, detail: flaw.detail });
				this.edited.markAt(
					cell,
					flaw.offset,
					`${page.figure.querySelector(".cell-status")?.textContent ?? ""}`,
				);
			} else page.show([make("p", { class: "cell-note" }, this.words.phrase("cellNeedFailed"))]);
		}
	}
}

function duration(ms: number): string {
	return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
