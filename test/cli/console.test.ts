import { describe, expect, it, vi } from "vitest";
import { type ColourChoice, createConsole } from "../../src/cli/console.js";
import { createJsonProgress, createProgress } from "../../src/cli/progress.js";
import type { CompileEvent } from "../../src/compile.js";

function output(isTTY: boolean, columns = 80) {
	const written: string[] = [];
	return { isTTY, columns, write: (text: string) => written.push(text), written };
}

describe("colours", () => {
	const red = (env: Record<string, string>, isTTY: boolean, colour: ColourChoice = "auto") =>
		createConsole({ stdout: output(isTTY), stderr: output(isTTY), env, colour }).paint("red", "x") !== "x";

	it.each<[Record<string, string>, boolean, ColourChoice, boolean]>([
		[{}, true, "auto", true],
		[{}, false, "auto", false],
		[{ NO_COLOR: "1" }, true, "auto", false],
		[{ NO_COLOR: "" }, true, "auto", true],
		[{ TERM: "dumb" }, true, "auto", false],
		[{ FORCE_COLOR: "1" }, false, "auto", true],
		[{ FORCE_COLOR: "0" }, true, "auto", false],
		[{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, "auto", true],
		[{ NO_COLOR: "1" }, false, "always", true],
		[{ FORCE_COLOR: "1" }, true, "never", false],
	])("%j, terminal %s, --color %s: %s", (env, isTTY, colour, expected) => {
		expect(red(env, isTTY, colour)).toBe(expected);
	});
});

describe("streams", () => {
	it("answers on stdout, remarks on stderr, and is quiet when asked", () => {
		const stdout = output(false);
		const stderr = output(false);
		const console = createConsole({ stdout, stderr, env: {}, quiet: true });
		console.print("answer");
		console.remark("remark");
		console.complain("error");
		expect(stdout.written).toEqual(["answer\n"]);
		expect(stderr.written).toEqual(["error\n"]);
	});

	it("erases a drawn line before anything else is said", () => {
		const stderr = output(true);
		const console = createConsole({ stdout: output(true), stderr, env: {} });
		console.redraw("working");
		console.remark("done");
		expect(stderr.written).toEqual(["working", "\r\u001b[2K", "done\n"]);
	});

	it("draws no line that would wrap", () => {
		const stderr = output(true, 10);
		createConsole({ stdout: output(true), stderr, env: {} }).redraw("梯度消失问题");
		expect(stderr.written).toEqual([]);
	});

	it.each([
		[output(true, 120), 120],
		[output(true, 0), 80],
		[output(false, 120), 80],
	])("knows the width of case %#", (stdout, width) => {
		expect(createConsole({ stdout, stderr: output(false), env: {} }).width).toBe(width);
	});

	it.each([
		[{ TERM: "dumb" }, true],
		[{ CI: "true" }, true],
		[{}, false],
	])("is not live with %j, terminal %s", (env, isTTY) => {
		expect(createConsole({ stdout: output(isTTY), stderr: output(isTTY), env }).live).toBe(false);
	});
});

describe("progress", () => {
	const events: CompileEvent[] = [
		{ kind: "stage-start", stage: "parse" },
		{ kind: "stage-progress", stage: "parse", done: 1, total: 4 },
		{ kind: "stage-end", stage: "parse", done: 4 },
	];

	it("is one line on a terminal, gone at the end", () => {
		const stderr = output(true);
		const console = createConsole({ stdout: output(true), stderr, env: { NO_COLOR: "1" } });
		for (const event of events) createProgress(console)(event);
		expect(stderr.written[0]).toBe("  … parse  ");
		expect(stderr.written.at(-1)).toBe("\r\u001b[2K");
	});

	it("says how training goes, with the last result on what was held out", () => {
		const now = vi.spyOn(performance, "now");
		const stderr = output(true, 100);
		const console = createConsole({ stdout: output(false), stderr, env: { NO_COLOR: "1" } });
		const progress = createProgress(console);
		const epoch = (done: number, how: { loss: number; validation?: number }) => {
			now.mockReturnValue(1e6 * done);
			progress({ kind: "stage-progress", stage: "embed", done, total: 200, epoch: how });
			return (stderr.written.at(-1) ?? "").replace(/ [█░]+ /, " ");
		};
		expect(epoch(50, { loss: 4.25 })).toBe("  … embed   50/200  loss 4.250");
		expect(epoch(51, { loss: 4, validation: 0.3456 })).toBe("  … embed   51/200  loss 4.000  MRR 0.346");
		expect(epoch(52, { loss: 3.9 })).toBe("  … embed   52/200  loss 3.900  MRR 0.346");
		now.mockRestore();
	});

	it("is silent in a pipe while it is quick", () => {
		const stderr = output(false);
		const progress = createProgress(createConsole({ stdout: output(false), stderr, env: {} }));
		for (const event of events) progress(event);
		expect(stderr.written).toEqual([]);
	});

	it("is one JSON text a line for programs", () => {
		const stderr = output(false);
		const progress = createJsonProgress(createConsole({ stdout: output(false), stderr, env: {} }));
		for (const event of events) progress(event);
		expect(stderr.written.map((line) => JSON.parse(line))).toEqual(events);
	});
});
