import { afterEach, describe, expect, it } from "vitest";
import { evaluateExports, scriptModule } from "../../../src/cells/run/engines/deno-scripts.js";

const internal = Symbol("internal");
const world = globalThis as unknown as { Deno?: unknown; notapseLibrary?: unknown };

/** As Deno does it: what was thrown is answered. */
function evalContext(text: string): readonly [unknown, { thrown: unknown } | null] {
	try {
		// biome-ignore lint/security/noGlobalEval: a script is what is to be evaluated
		return [globalThis.eval(text), null];
	} catch (thrown) {
		return [null, { thrown }];
	}
}

const run = (text: string): Promise<Record<string, unknown>> =>
	import(`data:text/javascript,${encodeURIComponent(text)}`);

afterEach(() => {
	delete world.Deno;
	delete world.notapseLibrary;
});

describe("our own texts, evaluated as scripts", () => {
	it("are modules where Deno has no such way", () => {
		const text = "const a=1;export{a as b};";
		expect(evaluateExports(text)).toBe(text);
		expect(scriptModule(text)).toBe(text);
		world.Deno = { internal, [internal]: {} };
		expect(evaluateExports(text)).toBe(text);
		expect(scriptModule(text)).toBe(text);
	});

	it("hand on what they export, under the names they export it by", async () => {
		world.Deno = { internal, [internal]: { core: { evalContext } } };
		const module = evaluateExports(
			"const a=1,$b=()=>2;function c(){return this}export{a as one,$b as two$,c};\n",
		);
		expect(module).not.toContain("const a=1");
		const { one, two$, c } = (await run(module)) as { one: number; two$: () => number; c: () => unknown };
		expect([one, two$(), c()]).toEqual([1, 2, undefined]);
		expect(Object.keys(globalThis)).not.toContain("a");
	});

	it("stay modules when they do not end with their exports", () => {
		world.Deno = { internal, [internal]: { core: { evalContext } } };
		for (const text of ["export const a=1;", "const a=1;export{a};a;", 'export{a as "x y"};'])
			expect(evaluateExports(text)).toBe(text);
	});

	it("leave no names behind, and throw what they throw", async () => {
		world.Deno = { internal, [internal]: { core: { evalContext } } };
		await run(scriptModule('const hidden = "`\\u2028$\\n"; globalThis.notapseLibrary = hidden; // end'));
		expect(world.notapseLibrary).toBe("`\u2028$\n");
		expect(evalContext("typeof hidden")[0]).toBe("undefined");
		await expect(run(scriptModule('throw new RangeError("no")'))).rejects.toThrow("no");
		expect(() => evaluateExports('throw new RangeError("no");const a=1;export{a};')).toThrow("no");
	});
});
