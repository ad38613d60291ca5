/**
 * V8 takes compiled code only under the flags under which it was made, and `optimiser.ts` changes one while the program
 * runs: it leaves here what it has set.
 */
const changedFlags = Symbol.for("notapse.flags");

interface Changed {
	[changedFlags]?: { readonly now: string; readonly usual: string };
}

export function withUsualFlags<T>(work: () => T): T {
	const changed = (globalThis as Changed)[changedFlags];
	if (changed === undefined) return work();
	const { setFlagsFromString } = require("node:v8") as typeof import("node:v8");
	setFlagsFromString(changed.usual);
	try {
		return work();
	} finally {
		setFlagsFromString(changed.now);
	}
}
