import type { Value } from "../../query/index.js";
import { Failure } from "../values/failure.js";
import { kindOf } from "../values/kinds.js";
import { LinkValue } from "../values/link-value.js";
import { plainWords } from "../values/plain-words.js";
import { MomentValue } from "../values/time-values.js";
import { toText } from "../values/to-text.js";
import { hash } from "./hash.js";
import { expectText } from "./limits.js";
import { truthy } from "./operators.js";
import { type Implementation, on, overloaded } from "./overload.js";
import type { Run } from "./run.js";

const locale = "en";

/** Characters of a format. */
const longestFormat = 1000;

export const utilities: Readonly<Record<string, Implementation>> = {
	typeof: overloaded("typeof", [on(["*"], ([value]) => kindOf(value))]),
	default: overloaded("default", [on(["*", "*"], ([value, otherwise]) => value ?? otherwise)], { 2: [0, 1] }),
	ldefault: overloaded("ldefault", [on(["*", "*"], ([value, otherwise]) => value ?? otherwise)]),
	display: overloaded("display", [on(["*"], ([value], run) => display(value, run, 0))]),
	choice: overloaded(
		"choice",
		[on(["*", "*", "*"], ([condition, yes, no], run) => (truthy(condition, run) ? yes : no))],
		{ 3: [0] },
	),
	striptime: overloaded(
		"striptime",
		[
			on(["date"], ([{ moment }], run) => {
				const { year, month, day } = moment;
				return new MomentValue(run.now().set({ year, month, day }).startOf("day"));
			}),
			on(["null"], () => null),
		],
		{ 1: [0] },
	),
	dateformat: overloaded(
		"dateformat",
		[
			on(["date", "string"], ([{ moment }, format]) => moment.toFormat(shortEnough(format), { locale })),
			on(["null", "string"], () => null),
		],
		{ 2: [0] },
	),
	durationformat: overloaded(
		"durationformat",
		[
			on(["duration", "string"], ([{ duration }, format]) => duration.toFormat(shortEnough(format))),
			on(["null", "string"], () => null),
		],
		{ 2: [0] },
	),
	currencyformat: overloaded(
		"currencyformat",
		[
			on(["number", "string"], ([n, currency]) => money(n, currency)),
			on(["null", "string"], () => null),
			on(["number"], ([n]) => money(n, "USD")),
			on(["null"], () => null),
		],
		{ 2: [0] },
	),
	localtime: overloaded(
		"localtime",
		[
			on(["date"], ([{ moment }], run) => new MomentValue(moment.setZone(run.zone))),
			on(["null"], () => null),
		],
		{ 1: [0] },
	),
	hash: overloaded("hash", [
		on(["string", "number"], ([seed, variant]) => hash(seed, variant)),
		on(["string", "string"], ([seed, text]) => hash(seed + text, 0)),
		on(["string", "string", "number"], ([seed, text, variant]) => hash(seed + text, variant)),
	]),
	meta: overloaded("meta", [
		on(
			["link"],
			([{ display: shown, embed, path, subpath, type }]) =>
				new Map<string, Value>([
					["display", shown ?? null],
					["embed", embed],
					["path", path],
					["subpath", subpath ?? null],
					["type", type],
				]),
		),
	]),
};

function shortEnough(format: string): string {
	if (format.length > longestFormat)
		throw new Failure(`A format can have at most ${longestFormat} characters.`);
	return format;
}

/** What is read of a value: a link's words, a text without its markup. */
function display(value: Value, run: Run, depth: number): string {
	if (value === null) return "";
	if (Array.isArray(value)) {
		if (depth > 50) throw new Failure("display() was given lists in lists, nested too deeply.");
		run.spend(value.length);
		const pieces = value.map((item: Value) => display(item, run, depth + 1));
		expectText(
			pieces.reduce((sum, piece) => sum + piece.length + 2, 0),
			run,
		);
		return pieces.join(", ");
	}
	if (typeof value === "string") {
		run.spend(value.length >>> 3);
		return plainWords(value);
	}
	if (value instanceof LinkValue) return value.display ? plainWords(value.display) : value.title;
	return toText(value, run);
}

const formats = new Map<string, Intl.NumberFormat>();

function money(amount: number, currency: string): string {
	let format = formats.get(currency);
	if (format === undefined) {
		try {
			format = new Intl.NumberFormat(locale, { style: "currency", currency });
		} catch {
			throw new Failure(`“${currency}” is no currency: it has three letters, as “EUR”.`);
		}
		if (formats.size >= 200) formats.clear();
		formats.set(currency, format);
	}
	return format.format(amount);
}
