/** Why a program for Dataview cannot be run, as far as its text says. */
import type { AnswerProblem } from "../model/index.js";

export type FindFlaw = (code: string) => AnswerProblem | undefined;

/** The parser is loaded by this, and programs are seldom read. */
export async function scriptFlaws(): Promise<FindFlaw> {
	const { readScript } = await import("../code/read/index.js");
	return (code) => {
		const { error, imports } = readScript(code);
		if (error !== undefined) {
			const why = error.message.replace(/\.$/, "");
			return { kind: "wrong", message: `This program cannot be read: ${why}.`, offset: error.offset };
		}
		const [imported] = imports;
		if (imported === undefined) return undefined;
		const { start, end } = imported.at;
		return { kind: "wrong", message: "A program for Dataview imports nothing.", offset: start, end };
	};
}
