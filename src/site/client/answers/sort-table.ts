import { make } from "../dom-parts.js";

/**
 * Heads become buttons: the first press sorts upwards, the second downwards, the third brings the answer's own order back.
 * Groups stay where they are, and each is sorted within; equals keep their order, and what is empty comes last.
 */
export function sortable(table: HTMLTableElement): void {
	const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
	const bodies = [...table.tBodies].map((body) => new Body(body));
	if (bodies.every(({ length }) => length < 2)) return;
	for (const [column, head] of heads.entries()) {
		const button = make("button", { type: "button", class: "answer-sort" }, ...head.childNodes);
		head.append(button);
		button.addEventListener("click", () => {
			const before = head.getAttribute("aria-sort");
			const next = before === null ? "ascending" : before === "ascending" ? "descending" : undefined;
			for (const other of heads) other.removeAttribute("aria-sort");
			if (next !== undefined) head.setAttribute("aria-sort", next);
			for (const body of bodies)
				body.sort(next === undefined ? undefined : { column, down: next === "descending" });
		});
	}
}

interface Order {
	readonly column: number;
	readonly down: boolean;
}

class Body {
	readonly #body: HTMLTableSectionElement;
	/** In the order of the answer, without the group's name and its summary. */
	readonly #rows: readonly HTMLTableRowElement[];
	readonly #last: ChildNode | null;

	constructor(body: HTMLTableSectionElement) {
		this.#body = body;
		this.#rows = [...body.rows].filter((row) => !row.matches(".answer-group, .answer-summary"));
		this.#last = body.querySelector(".answer-summary");
	}

	get length(): number {
		return this.#rows.length;
	}

	sort(order: Order | undefined): void {
		const rows = order === undefined ? this.#rows : sorted(this.#rows, order);
		const fragment = document.createDocumentFragment();
		fragment.append(...rows);
		this.#body.insertBefore(fragment, this.#last);
	}
}

function sorted(rows: readonly HTMLTableRowElement[], { column, down }: Order): HTMLTableRowElement[] {
	const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]) }));
	const numbers = keyed.every(({ key }) => key === "" || Number.isFinite(Number(key)));
	// Numbers within texts count as numbers; Chinese goes by its sound, as the page's language has it.
	const { compare } = new Intl.Collator(languageOf(rows[0]), { numeric: true });
	const order = (a: string, b: string) => (numbers ? Number(a) - Number(b) : compare(a, b));
	keyed.sort((a, b) => {
		if (a.key === "" || b.key === "") return Number(a.key === "") - Number(b.key === "");
		return down ? order(b.key, a.key) : order(a.key, b.key);
	});
	return keyed.map(({ row }) => row);
}

function keyOf(cell: HTMLTableCellElement | undefined): string {
	return (cell?.dataset.by ?? cell?.textContent ?? "").trim();
}

/** A language that the browser does not know would be an error. */
function languageOf(row: Element | undefined): string | undefined {
	const lang = row?.closest<HTMLElement>("[lang]")?.lang;
	try {
		return lang === undefined || lang === "" ? undefined : Intl.getCanonicalLocales(lang)[0];
	} catch {
		return undefined;
	}
}
