/**
 * The program's scripts, as the build leaves them beside this file: CommonJS modules that `require` each other and what
 * belongs to Node. Node could load them itself; what it cannot, before version 22, is to take the code that V8 has made of
 * them before.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { withUsualFlags } from "./usual-flags.js";

export interface Scripts {
	load(name: string): unknown;
	/** All that have been loaded. */
	readonly compiled: ReadonlyMap<string, Compiled>;
}

export interface Compiled {
	/** Whether its code was there already, and fitted. */
	readonly isKnown: boolean;
	/** Of those of its functions that have run. */
	code(): Uint8Array;
}

interface Module {
	readonly exports: Record<string, unknown>;
	/** `import()` of what is no script: a script that is compiled apart has none of its own. */
	import(specifier: string): Promise<unknown>;
}

type Body = (
	exports: Module["exports"],
	require: (name: string) => unknown,
	module: Module,
	__filename: string,
	__dirname: string,
) => void;

/** @param codeOf what V8 has made of a script before */
export function loadScripts(folder: string, codeOf: (name: string) => Uint8Array | undefined): Scripts {
	const modules = new Map<string, Module>();
	const compiled = new Map<string, Compiled>();

	function load(name: string): unknown {
		const known = modules.get(name);
		if (known !== undefined) return known.exports;
		const made: Module = { exports: {}, import: (specifier) => import(specifier) };
		modules.set(name, made);
		const file = join(folder, name);
		compile(name, file).call(made.exports, made.exports, requireFrom, made, file, folder);
		return made.exports;
	}

	function requireFrom(name: string): unknown {
		return name.startsWith("./") ? load(name.slice(2)) : require(name);
	}

	/** Scripts are ASCII, which is read fastest as Latin-1. */
	function compile(name: string, filename: string): Body {
		const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, "latin1")}\n})`;
		const cachedData = codeOf(name) as Buffer | undefined;
		const script = withUsualFlags(() => new Script(source, { filename, cachedData }));
		compiled.set(name, {
			isKnown: script.cachedDataRejected === false,
			code: () => withUsualFlags(() => script.createCachedData()),
		});
		return script.runInThisContext() as Body;
	}

	return { load, compiled };
}
