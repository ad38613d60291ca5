/** What is wrong with a base: one sentence for its author, and the place in the text at hand. */
export class BaseError extends Error {
	constructor(
		message: string,
		readonly offset: number,
	) {
		super(message);
	}
}
