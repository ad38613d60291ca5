/**
 * A transcript is a shell session with what it should say:
 *
 *     # what this shows
 *     $ notapse check notes
 *     > (more lines of the same command)
 *     a line on standard output
 *     ! a line on standard error
 *     ? 1
 *
 * The last line is the exit code, left out when it is 0. In an expected line `…` stands for any text, and alone
 * on its line for any number of lines. All commands of a transcript run in one fresh folder.
 */
import { spawnSync } from "node:child_process";

export interface Step {
	/** Comments and blank lines before it, as they stand. */
	readonly before: readonly string[];
	readonly command: readonly string[];
	readonly expected: readonly string[];
}

export function parseTranscript(text: string): { steps: Step[]; after: string[] } {
	const steps: { before: string[]; command: string[]; expected: string[] }[] = [];
	let before: string[] = [];
	for (const line of text.replace(/\n$/, "").split("\n")) {
		const step = steps.at(-1);
		if (line.startsWith("$ ")) {
			steps.push({ before, command: [line.slice(2)], expected: [] });
			before = [];
		} else if (
			step !== undefined &&
			step.expected.length === 0 &&
			before.length === 0 &&
			/^>( |$)/.test(line)
		) {
			step.command.push(line.slice(2));
		} else if (step === undefined || line.startsWith("# ") || (before.length > 0 && line === "")) {
			before.push(line);
		} else step.expected.push(line);
	}
	return { steps: steps.map(trim), after: before };
}

/** Blank lines between a step's output and the next comment belong to nobody. */
function trim(step: Step, index: number, steps: readonly Step[]): Step {
	const next = steps[index + 1];
	const expected = [...step.expected];
	if (next !== undefined) while (expected.at(-1) === "") expected.pop();
	return { ...step, expected };
}

/** What the command says, in the transcript's notation; where `…` covers it, as it was expected. */
export function runStep(step: Step, cwd: string, env: NodeJS.ProcessEnv): string[] {
	const { stdout, stderr, status, signal } = spawnSync("sh", ["-c", step.command.join("\n")], {
		cwd,
		env,
		encoding: "utf8",
		timeout: 60_000,
	});
	const said = [
		...lines(stdout),
		...lines(stderr).map((line) => `! ${line}`.trimEnd()),
		...(status === 0 ? [] : [`? ${status ?? signal}`]),
	];
	return settle(said, step.expected);
}

function lines(text: string): string[] {
	return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function settle(said: readonly string[], expected: readonly string[]): string[] {
	const settled: string[] = [];
	let at = 0;
	for (const [index, pattern] of expected.entries()) {
		if (/^(! )?…$/.test(pattern)) {
			const next = expected[index + 1];
			while (at < said.length && (next === undefined || !matches(said[at]!, next))) at += 1;
			settled.push(pattern);
		} else if (at < said.length) {
			settled.push(matches(said[at]!, pattern) ? pattern : said[at]!);
			at += 1;
		}
	}
	return [...settled, ...said.slice(at)];
}

function matches(line: string, pattern: string): boolean {
	let rest = line;
	const [first = "", ...others] = pattern.split("…");
	if (!rest.startsWith(first)) return false;
	rest = rest.slice(first.length);
	for (const [index, part] of others.entries()) {
		const last = index === others.length - 1;
		const found = last ? (rest.endsWith(part) ? rest.length - part.length : -1) : rest.indexOf(part);
		if (found < 0) return false;
		rest = rest.slice(found + part.length);
	}
	return rest === "";
}

export function printTranscript(steps: readonly Step[], after: readonly string[]): string {
	const printed = steps.flatMap((step, index) => {
		const [first = "", ...more] = step.command;
		const gap = index > 0 && step.before.length === 0 ? [""] : [];
		const before = index > 0 && step.before.length > 0 ? ["", ...step.before] : step.before;
		return [...gap, ...before, `$ ${first}`, ...more.map((line) => `> ${line}`.trimEnd()), ...step.expected];
	});
	return `${[...printed, ...after].join("\n")}\n`;
}
