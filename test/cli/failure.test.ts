import { describe, expect, it } from "vitest";
import { plainText } from "../../src/cli/console.js";
import { describeFailure } from "../../src/cli/failure.js";
import { Interrupted } from "../../src/cli/shell.js";
import { InputError, OutputError, SafetyError, UsageError } from "../../src/model/index.js";

const failure = (error: unknown) => describeFailure(error, plainText);

function systemError(code: string, path?: string): Error {
	return Object.assign(new Error(`${code}: as Node says it`), {
		code,
		syscall: "open",
		...(path && { path }),
	});
}

describe("a failure", () => {
	it.each([
		[new UsageError("Wrong."), 2],
		[new InputError("Gone."), 3],
		[new SafetyError("Refused."), 4],
		[new OutputError("Full."), 5],
	])("%s", (error, exitCode) => {
		expect(failure(error)).toEqual({ text: `error: ${error.message}`, exitCode });
	});

	it("says what to do about it", () => {
		expect(failure(new UsageError("Wrong.", { hint: "try this" })).text).toBe(
			"error: Wrong.\nhelp: try this",
		);
	});

	it.each([
		["ENOSPC", "/disk", "error: /disk: the disk is full (open)"],
		["EACCES", "/etc", "error: /etc: no permission (open)"],
		["EWEIRD", undefined, "error: EWEIRD: as Node says it (open)"],
	])("of the system is one sentence: %s", (code, path, text) => {
		expect(failure(systemError(code, path))).toEqual({ text, exitCode: 5 });
	});

	it("of ours keeps its trace", () => {
		const { text, exitCode } = failure(new TypeError("x is not a function"));
		expect(exitCode).toBe(70);
		expect(text).toMatch(
			/^error: this is a bug in notapse\. Please report it.*TypeError: x is not.*\n\s+at /s,
		);
	});

	it("cannot speak to the terminal", () => {
		expect(failure(new InputError("There is no \u001b[31mfile.")).text).toBe("error: There is no ␛[31mfile.");
	});

	it("is none when somebody pressed Ctrl-C", () => {
		expect(failure(new Interrupted(130))).toEqual({ text: "", exitCode: 130 });
		expect(failure(new Error("aborted", { cause: new Interrupted(143) }))).toEqual({
			text: "",
			exitCode: 143,
		});
	});
});
