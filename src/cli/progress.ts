import type { CompileEvent } from "../compile.js";
import { padEnd } from "./cells.js";
import type { Console } from "./console.js";
import { thousands } from "./findings.js";

export type Progress = (event: CompileEvent) => void;

/** Milliseconds between two pictures on a terminal, and between two lines elsewhere. */
const frameTime = 80;
const lineTime = 10_000;
const barWidth = 24;

/** One line on a terminal, drawn again and again; elsewhere a plain line every ten seconds. */
export function createProgress(console: Console): Progress {
	let last = performance.now();
	let validation: number | undefined;
	return (happened) => {
		const event = withValidation(happened, validation);
		if (event.kind === "stage-progress") validation = event.epoch?.validation;
		if (event.kind === "stage-end") return console.redraw("");
		const now = performance.now();
		const due = now - last >= (console.live ? frameTime : lineTime);
		if (!due && !(console.live && event.kind === "stage-start")) return;
		last = now;
		if (console.live) console.redraw(picture(event, console));
		else if (event.kind === "stage-progress") console.remark(`  … ${describe(event)}`);
	};
}

/** Not every epoch is tried on the links that were held out: the last result stands until there is another. */
function withValidation(event: CompileEvent, validation: number | undefined): CompileEvent {
	if (event.kind !== "stage-progress" || event.epoch === undefined || validation === undefined) return event;
	return { ...event, epoch: { validation, ...event.epoch } };
}

/** Events as they are, one JSON text a line. */
export function createJsonProgress(console: Console): Progress {
	return (event) => console.remark(JSON.stringify(event));
}

function picture(event: CompileEvent, { paintRemark }: Console): string {
	const name = padEnd(event.stage, 7);
	if (event.kind !== "stage-progress" || event.total === 0) return `  … ${name}`;
	const filled = Math.min(barWidth, Math.round((event.done / event.total) * barWidth));
	const bar = paintRemark("cyan", "█".repeat(filled)) + paintRemark("dim", "░".repeat(barWidth - filled));
	return `  … ${name} ${bar} ${thousands(event.done)}/${thousands(event.total)}${training(event)}`;
}

function describe(event: CompileEvent & { kind: "stage-progress" }): string {
	return `${event.stage} ${thousands(event.done)} of ${thousands(event.total)}${training(event)}`;
}

/** How well it goes, where something is learned: the loss falls, the mean reciprocal rank rises. */
function training({ epoch }: CompileEvent & { kind: "stage-progress" }): string {
	if (epoch === undefined) return "";
	const mrr = epoch.validation === undefined ? "" : `  MRR ${epoch.validation.toFixed(3)}`;
	return `  loss ${epoch.loss.toFixed(3)}${mrr}`;
}
