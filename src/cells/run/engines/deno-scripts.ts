/**
 * Deno parses each module with a parser of its own before V8 does, to find what it imports. For our own texts, which
 * import nothing, that takes longer than evaluating them, so they are evaluated as scripts. The way there is internal to
 * Deno: where it is missing, they are modules. Cells always are, and find nothing of this: the name `Deno` is gone then.
 */
type Evaluate = (text: string, name: string) => readonly [value: unknown, failed: { thrown: unknown } | null];

interface DenoGlobal {
	readonly internal: symbol;
	readonly [internals: symbol]: { readonly core?: { readonly evalContext?: Evaluate } } | undefined;
}

const evaluator = "Deno[Deno.internal].core.evalContext";

/** No blob has this address; traces name it as they name the library's blob. */
const nowhere = "blob:null/00000000-0000-0000-0000-000000000000";

function findEvaluator(): Evaluate | undefined {
	const { Deno } = globalThis as unknown as { readonly Deno?: DenoGlobal };
	return Deno?.[Deno.internal]?.core?.evalContext;
}

/** A module that does what this one does, which imports and exports nothing and awaits nothing at its top. */
export function scriptModule(text: string): string {
	if (findEvaluator() === undefined) return text;
	const script = JSON.stringify(`(() => {"use strict";${text}\n})()`);
	return `const [, failed] = ${evaluator}(${script}, "${nowhere}"); if (failed) throw failed.thrown;`;
}

/**
 * Evaluates a bundled module that ends with its exports; answers the text of a module that has these. To be loaded before
 * the world is locked, which also takes away the name under which it finds them.
 */
export function evaluateExports(text: string): string {
	const evaluate = findEvaluator();
	const [whole, list] = /export\s*\{([\w$\s,]+)\};?\s*$/.exec(text) ?? [];
	if (evaluate === undefined || whole === undefined || list === undefined) return text;
	const pairs = list.split(",").map((item) => item.trim().split(/\s+as\s+/));
	const given = pairs.map(([local, name = local]) => `${name}:${local}`).join();
	const names = pairs.map(([local, name = local]) => name).join();
	const script = `(() => {"use strict";${text.slice(0, -whole.length)}\nreturn {${given}};})()`;
	const [value, failed] = evaluate(script, nowhere);
	if (failed) throw failed.thrown;
	Object.defineProperty(globalThis, handedOver, { value, configurable: true });
	return `export const {${names}} = globalThis.${handedOver};`;
}

const handedOver = "notapseLibrary";
