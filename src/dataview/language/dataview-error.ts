/** What is wrong with a query, and where in its text. */
export class DataviewError extends Error {
	constructor(
		message: string,
		readonly offset: number,
		/** `costly`: it could be read, but it is too large. */
		readonly kind: "wrong" | "costly" | "absent" = "wrong",
	) {
		super(message);
	}

	/** Behind the word at which it is; where there is none, the place itself. */
	endIn(text: string): number {
		const word = /[\p{L}\p{N}_-]+|\S?/uy;
		word.lastIndex = this.offset;
		return this.offset + (word.exec(text)?.[0].length ?? 0);
	}
}
