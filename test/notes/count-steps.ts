/**
 * Run in a process of its own: counts the steps that the parser (ours, micromark's and the libraries') takes for
 * each of the inputs, once and for twice the size. The counters are the engine's own for coverage: how often each
 * block of the code ran. They must be on before the code is compiled, which it is when it first runs.
 */
import { type Profiler, Session } from "node:inspector";
import { parseNote } from "../../src/notes/index.js";
import { inputs } from "./growth-inputs.js";

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

for (const input of Object.values(inputs)) steps(input(100));
const counted = Object.entries(inputs).map(([name, input]) => [name, steps(input(400)), steps(input(800))]);
process.stdout.write(JSON.stringify(counted));

function steps(source: string): number {
	take();
	parseNote({ path: "Note.md", source, hash: "" });
	let count = 0;
	for (const { ranges } of take().flatMap(({ functions }) => functions)) {
		for (const range of ranges) count += range.count;
	}
	return count;
}

/** Of the bundle alone; counts since the last time. */
function take(): Profiler.ScriptCoverage[] {
	let result: Profiler.ScriptCoverage[] = [];
	session.post("Profiler.takePreciseCoverage", (_, coverage) => {
		result = coverage.result.filter(({ url }) => !url.startsWith("node:"));
	});
	return result;
}
