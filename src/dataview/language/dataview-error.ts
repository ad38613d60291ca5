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
}
