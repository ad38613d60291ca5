/**
 * Thrown inside this room when a note must be published as plain text; it never leaves the room.
 * Its message goes on after a colon.
 */
export class TooCostly extends Error {
	readonly rule: "note/too-deep" | "note/too-costly" | "note/too-large";
	readonly offset: number;
	readonly hint: string;

	constructor(flaw: { rule: TooCostly["rule"]; message: string; offset: number; hint: string }) {
		super(flaw.message);
		this.rule = flaw.rule;
		this.offset = flaw.offset;
		this.hint = flaw.hint;
	}
}
