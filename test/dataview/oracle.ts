/**
 * Dataview's own parser, from its package, as far as it runs outside of Obsidian. The package asks for `obsidian` and
 * uses nothing of it to parse.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DateTime, type Duration } from "luxon";

const require = createRequire(import.meta.url);

interface Parser {
	tryParse(text: string): unknown;
}

interface Oracle {
	readonly EXPRESSION: { readonly field: Parser };
	readonly QUERY_LANGUAGE: { readonly query: Parser };
}

const path = require.resolve("obsidian-dataview/lib/index.js");
const module = { exports: {} };
const load = new Function("module", "exports", "require", readFileSync(path, "utf8"));
load(module, module.exports, (name: string) => (name === "obsidian" ? {} : require(name)));
const oracle = module.exports as Oracle;

/** Its syntax tree as plain data, or undefined where it cannot read the text. */
export function oracleQuery(text: string): unknown {
	return attempt(() => {
		const { header, source, operations } = oracle.QUERY_LANGUAGE.query.tryParse(text) as Record<
			string,
			unknown
		>;
		return plain({ header, source, operations });
	});
}

export function oracleExpression(text: string): unknown {
	return attempt(() => plain(oracle.EXPRESSION.field.tryParse(text)));
}

function attempt<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

/** Dates and durations as what they say: the package carries a luxon of its own. */
function plain(value: unknown): unknown {
	if (value === null || typeof value !== "object") return value;
	if (isDate(value)) return { date: DateTime.fromISO(value.toISO()!, { setZone: true }).toMillis() };
	if (isDuration(value)) return { duration: value.toObject() };
	if (Array.isArray(value)) return value.map(plain);
	const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return Object.fromEntries(known.map(([key, inner]) => [key, plain(inner)]));
}

function isDate(value: object): value is DateTime {
	return "isLuxonDateTime" in value;
}

function isDuration(value: object): value is Duration {
	return "isLuxonDuration" in value;
}
