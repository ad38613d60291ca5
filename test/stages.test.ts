/** What a compile measures of itself. */
import { expect, it } from "vitest";
import { createStages } from "../src/stages.js";

it("measures the parts of a stage one after the other, and forgets them with it", async () => {
	const stages = createStages();
	await stages.run("embed", async () => {
		await busy();
		stages.part("index");
		stages.part("lists");
		await busy();
	});
	await stages.run("render", busy);
	const [embed, render] = stages.timings;
	expect(embed!.parts!.map(({ part }) => part)).toEqual(["index", "lists"]);
	const [index, lists] = embed!.parts!;
	expect(index!.wallMs).toBeGreaterThan(lists!.wallMs);
	expect(embed!.wallMs).toBeGreaterThanOrEqual(index!.wallMs + lists!.wallMs);
	expect(render).not.toHaveProperty("parts");
});

const busy = () => new Promise<void>((done) => setTimeout(done, 20));
