import { createRng, tensor } from "../network/index.js";
import { type CellHost, setHost } from "./host.js";
import { formatLog } from "./inspect/format-log.js";
import { inspect } from "./inspect/inspect.js";
import * as names from "./names.js";
import { chart, close, display, html, image, md, memo, param, read, svg, table, test, tex } from "./names.js";
import { metadataOf } from "./shown.js";
import { settleTests } from "./test.js";

/** The names that a cell can use without importing them. */
const globals = {
	...{ display, html, svg, md, tex, table, chart, image },
	...{ param, test, close, memo, read },
};

export type CellGlobals = Readonly<typeof globals>;

export const globalNames: readonly string[] = Object.keys(globals);

/** What the runner holds, and no cell can get. */
export interface Connection {
	/** Makes this host the running cell's, and gives the globals: always the same frozen object. */
	createGlobals(host: CellHost): CellGlobals;
	/** Waits for the tests that the running cell has begun and not awaited; afterwards no cell runs. */
	leave(): Promise<void>;
	/** A value as a notebook shows it. Never throws. */
	readonly inspect: typeof inspect;
	/** What stands beside it in a notebook: the size of a picture. */
	readonly metadataOf: typeof metadataOf;
	/** One line of a console's log. Never throws. */
	readonly formatLog: typeof formatLog;
}

/**
 * For the runner, before it loads the first cell: only the first call succeeds, so that no cell can write under
 * another's name. From here on the library is frozen: what one cell does to it does not reach the next.
 */
export function connect(): Connection {
	if (connected) throw new Error("connect: cells cannot do this");
	connected = true;
	nameAll();
	freezeAll([...Object.values(names), globals, tensor(0).kernels, Object.getPrototypeOf(createRng(0))]);
	return {
		createGlobals(host) {
			setHost(host);
			return globals;
		},
		async leave() {
			await settleTests();
			setHost(undefined);
		},
		inspect,
		metadataOf,
		formatLog,
	};
}

let connected = false;

/** Functions and classes are called what cells call them, whatever a bundler has made of that. */
function nameAll(): void {
	for (const [name, value] of [
		...Object.entries(names),
		["Rng", Object.getPrototypeOf(createRng(0)).constructor],
	])
		if (typeof value === "function") Object.defineProperty(value, "name", { value: name });
}

/** Freezes what is there and what hangs on it, prototypes of the library's own classes included. */
function freezeAll(roots: readonly unknown[]): void {
	const open = [...roots];
	const seen = new Set<unknown>(primordials);
	while (open.length > 0) {
		const value = open.pop();
		if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
			continue;
		seen.add(value);
		// A module's namespace is sealed by nature, and numbers in arrays are nobody's to freeze.
		if (ArrayBuffer.isView(value)) continue;
		if (Object.prototype.toString.call(value) !== "[object Module]") Object.freeze(value);
		for (const property of Object.values(Object.getOwnPropertyDescriptors(value)))
			open.push(property.value, property.get, property.set);
	}
}

const primordials = [Object, Function, Array, Error, RangeError, TypeError].flatMap((it) => [
	it,
	it.prototype,
]);
