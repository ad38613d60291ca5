import type { Reporter, TestModule } from "vitest/node";

/** Prints what was skipped and why, what passed at its second attempt only, and as the very last line `N passed, N failed`. */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
		const tests = modules.flatMap((module) => [...module.children.allTests()]);
		const count = (state: string) => tests.filter((test) => test.result().state === state).length;
		const failedModules = modules.filter(
			(module) => module.state() === "failed" && count("failed") === 0,
		).length;
		for (const test of tests) {
			const result = test.result();
			if (result.state === "skipped")
				console.log(`skipped: ${test.fullName}${result.note ? ` (${result.note})` : ""}`);
			if (test.diagnostic()?.flaky) console.log(`passed at the second attempt: ${test.fullName}`);
		}
		const failed = count("failed") + failedModules + unhandledErrors.length;
		const skipped = count("skipped");
		console.log(`${count("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
	}
}
