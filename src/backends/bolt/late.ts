/** The driver is large: it comes with the first question. */
import type { Answered } from "../postgres/ask.js";

type Ask = typeof import("./ask.js").askBolt;

export async function askBolt(...question: Parameters<Ask>): Promise<Answered> {
	const { askBolt: ask } = await import("./ask.js");
	return ask(...question);
}
