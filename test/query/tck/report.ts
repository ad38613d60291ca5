/** `npm run tck [WORD]`: pass rates of the openCypher Technology Compatibility Kit by area; with a word, why what fails. */
import { kit, namedGraph, readScenarios } from "./kit.js";
import { judge } from "./scenario.js";

if (!kit.exists) {
	console.error(`The kit is not here: ${kit.folder}features`);
	process.exit(1);
}
const word = process.argv[2];
const rates = new Map<string, { passed: number; of: number }>();
const slow: string[] = [];
for (const scenario of readScenarios()) {
	if (word !== undefined && !scenario.id.includes(word)) continue;
	const { verdict, mustFail, milliseconds } = judge(scenario, namedGraph);
	if (verdict.kind === "writes") continue;
	const temporal = scenario.area.endsWith("temporal")
		? "temporal"
		: mustFail
			? "must fail"
			: "positive, not temporal";
	for (const name of [scenario.area, `= ${temporal}`, "= all"]) {
		const rate = rates.get(name) ?? { passed: 0, of: 0 };
		rates.set(name, rate);
		rate.of++;
		if (verdict.kind === "passed") rate.passed++;
	}
	if (milliseconds > 300) slow.push(`${Math.round(milliseconds)} ms  ${scenario.id}`);
	if (word !== undefined && verdict.kind === "failed") console.log(`\n${scenario.id}\n${verdict.why}`);
}
for (const [name, { passed, of }] of [...rates].sort(([a], [b]) => (a < b ? -1 : 1))) {
	console.log(
		`${((100 * passed) / of).toFixed(1).padStart(6)} %  ${String(passed).padStart(4)} of ${String(of).padStart(4)}  ${name}`,
	);
}
if (slow.length > 0) console.log(`\nSlow:\n${slow.join("\n")}`);
