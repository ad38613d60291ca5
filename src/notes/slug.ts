/** Anchors of one note's headings: letters of every script are kept, blanks become hyphens, doubles a number. */
export class Slugs {
	readonly #taken = new Set<string>();
	/** How often each slug was asked for: where to go on counting. */
	readonly #asked = new Map<string, number>();

	next(text: string): string {
		const base = slugOf(text);
		let count = this.#asked.get(base) ?? 0;
		let slug = count === 0 ? base : `${base}-${count}`;
		while (this.#taken.has(slug)) slug = `${base}-${++count}`;
		this.#asked.set(base, count + 1);
		this.#taken.add(slug);
		return slug;
	}
}

function slugOf(text: string): string {
	const slug = text
		.normalize("NFC")
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\s_-]+/gu, " ")
		.trim()
		.replace(/[\s-]+/g, "-")
		.slice(0, 200)
		.replace(/[\ud800-\udbff]$/, "");
	return slug === "" ? "section" : slug;
}
