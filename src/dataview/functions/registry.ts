import {
	type FunctionContext,
	type FunctionDefinition,
	formatValue,
	isNumber,
	NodeValue,
	problem,
	toNumber,
	type Value,
} from "../../query/index.js";
import type { LinkParts } from "../language/syntax.js";
import { readCsv } from "../pages/csv.js";
import { CsvRowValue } from "../pages/csv-row.js";
import type { Page } from "../pages/page.js";
import type { Pages } from "../pages/pages.js";
import { Failure, FailureValue } from "../values/failure.js";
import { namedOf } from "../values/objects.js";
import { OrderValue } from "../values/order-value.js";
import { RowValue } from "../values/row-value.js";
import { indexed } from "./access.js";
import { constructors } from "./constructors.js";
import { lists } from "./lists.js";
import { numeric } from "./numeric.js";
import { type Arithmetic, type Comparison, compareBy, compute, truthy } from "./operators.js";
import type { Implementation } from "./overload.js";
import { createRuns, type Run } from "./run.js";
import { texts } from "./texts.js";
import { utilities } from "./utilities.js";

/** What of a query's rows could be computed: where nothing could, that is worth a word. */
export interface Ledger {
	computed: number;
	failed: number;
	/** Of the first one. */
	message?: string;
}

/** Dataview's own functions, by the names that they have there. */
const own: Readonly<Record<string, Implementation>> = {
	...constructors,
	...numeric,
	...lists,
	...texts,
	...utilities,
};

/** What Dataview's functions are called there; the others are the translation's. */
export const dataviewNames: readonly string[] = Object.keys(own).filter((name) => name !== "sortby");

/** `dataview.*` within queries: what Dataview's language has that the query language has not. */
export function dataviewFunctions(pages: Pages, ledger?: Ledger): readonly FunctionDefinition[] {
	const runOf = createRuns(pages);
	const define = (
		name: string,
		least: number,
		most: number,
		about: string,
		make: Implementation,
		pure = false,
	) => ({
		name: `dataview.${name}`,
		...{ least, most, about, pure },
		call: (args: readonly Value[], context: FunctionContext) => guarded(make, args, runOf(context)),
	});
	return [
		...Object.entries(own).map(([name, make]) =>
			define(name, 0, Number.POSITIVE_INFINITY, `${name}() as Dataview has it.`, make, constant.has(name)),
		),
		...Object.entries(arithmetic).map(([name, operator]) =>
			define(name, 2, 2, `a ${operator} b as Dataview has it.`, ([a, b], run) =>
				compute(operator, a!, b!, run),
			),
		),
		...Object.entries(comparisons).map(([name, operator]) =>
			define(name, 2, 2, `a ${operator} b as Dataview has it.`, ([a, b], run) =>
				compareBy(operator, a!, b!, run),
			),
		),
		define("and", 2, Number.POSITIVE_INFINITY, "Whether all are truthy.", (values, run) =>
			values.every((value) => truthy(value, run)),
		),
		define("or", 2, Number.POSITIVE_INFINITY, "Whether one is truthy.", (values, run) =>
			values.some((value) => truthy(value, run)),
		),
		define("not", 1, 1, "Whether a value is not truthy.", ([value], run) => !truthy(value!, run)),
		define(
			"get",
			2,
			Number.POSITIVE_INFINITY,
			"value.name or value[index], one after the other.",
			(args, run) => {
				// What is asked for nothing has nothing, whatever it is asked of.
				if (args.includes(null, 1)) return null;
				let value: Value = args[0]!;
				for (let i = 1; i < args.length; i++) value = indexed(value, args[i]!, run);
				return value;
			},
		),
		...rows(define),
		...sources(define),
		...conditions(runOf, ledger),
	];
}

/** What depends on neither time nor chance. */
const constant = new Set(["dur", "object", "list", "array", "number", "link", "elink"]);

const arithmetic: Readonly<Record<string, Arithmetic>> = {
	...{ add: "+", subtract: "-", multiply: "*", divide: "/", modulo: "%" },
};
const comparisons: Readonly<Record<string, Comparison>> = {
	...{ lt: "<", le: "<=", gt: ">", ge: ">=", eq: "=", ne: "!=" },
};

type Define = (
	name: string,
	least: number,
	most: number,
	about: string,
	make: Implementation,
	pure?: boolean,
) => FunctionDefinition;

function rows(define: Define): readonly FunctionDefinition[] {
	return [
		define("tasks", 1, 1, "The tasks of a note, each with its note's fields.", ([node], run) => [
			...(pageOf(node, run)?.tasks() ?? []),
		]),
		define("with", 2, 2, "A row with further values.", ([row, added], run) => {
			const base = namedOf(row!, run.pageOf);
			if (base === undefined || !(added instanceof Map))
				throw new Failure("dataview.with() takes a row and a map.");
			const page = row instanceof NodeValue ? run.pageOf(row) : undefined;
			return new RowValue(base, added, `${page?.identity ?? formatValue(row!)} ${formatValue(added)}`, row!);
		}),
		define("each", 1, 1, "What FLATTEN makes rows of: the elements of a list, or the value.", ([value]) =>
			Array.isArray(value) ? value : [value!],
		),
		define("limit", 1, 1, "How many rows LIMIT keeps.", ([amount]) => {
			if (!isNumber(amount!)) throw problem("LIMIT needs a number.");
			const rowsKept = Math.trunc(toNumber(amount));
			if (!(rowsKept >= 0)) throw problem("LIMIT cannot be less than zero.");
			return Math.min(rowsKept, Number.MAX_SAFE_INTEGER);
		}),
		define("order", 1, 1, "By which Dataview sorts.", ([value], run) => new OrderValue(value!, run)),
		define(
			"wikilink",
			1,
			2,
			"A link as it is written, perhaps in a file.",
			([written, from], run) => run.pages.wikiLink(String(written), typeof from === "string" ? from : ""),
			true,
		),
	];
}

function sources(define: Define): readonly FunctionDefinition[] {
	return [
		define("tagged", 2, 2, "Whether a note has a tag, or one below it.", ([node, tag], run) => {
			const page = pageOf(node, run);
			return page !== undefined && run.pages.tagged(String(tag)).has(page.path);
		}),
		define("csv", 1, 2, "The rows of a table in a file of the vault.", ([name, from], run) => {
			const found = run.pages.tables(String(name), typeof from === "string" ? from : "");
			if (found === undefined) throw problem(`There is no table “${String(name)}” in this vault.`);
			const reading = { zone: run.zone, link: (parts: LinkParts) => run.pages.link(parts, found.path) };
			const rows = readCsv(found.text);
			run.spend(rows.length);
			return rows.map((row, i) => new CsvRowValue(row, reading, `${found.path}#${i}`));
		}),
		define("rowName", 1, 1, "What a row of a table in a file is called.", ([row]) =>
			row instanceof CsvRowValue ? row.identity : null,
		),
		define("linksTo", 2, 2, "Whether a note links to a file, given by its path.", ([node, path], run) => {
			const page = pageOf(node, run);
			return page !== undefined && run.pages.linkingTo(String(path)).has(page.path);
		}),
		define("linkedFrom", 2, 2, "Whether a file, given by its path, links to a note.", ([node, path], run) => {
			const page = pageOf(node, run);
			return page !== undefined && run.pages.linksFrom(String(path)).has(page.path);
		}),
	];
}

/** These see what could not be computed. */
function conditions(
	runOf: (context: FunctionContext) => Run,
	ledger: Ledger | undefined,
): readonly FunctionDefinition[] {
	const isSound = (values: readonly Value[]): boolean => {
		const failed = values.find((value) => value instanceof FailureValue);
		if (ledger === undefined) return failed === undefined;
		if (failed === undefined) ledger.computed++;
		else {
			ledger.failed++;
			ledger.message ??= failed.message;
		}
		return failed === undefined;
	};
	return [
		{
			name: "dataview.elements",
			...{ least: 1, most: 1, about: "A list as it is; of what is none, one element that says so." },
			call: ([value]) => {
				if (value === null || Array.isArray(value)) return value;
				if (value instanceof FailureValue) return [value];
				return [new FailureValue("A function of each element needs a list.")];
			},
		},
		{
			name: "dataview.truthy",
			...{ least: 1, most: 1, about: "Whether a value counts as true." },
			call: ([value], context) => isSound([value!]) && truthy(value!, runOf(context)),
		},
		{
			name: "dataview.computed",
			...{ least: 1, most: Number.POSITIVE_INFINITY, about: "Whether values could be computed." },
			call: (values) => isSound(values),
		},
	];
}

function pageOf(node: Value | undefined, run: Run): Page | undefined {
	return node instanceof NodeValue ? run.pageOf(node) : undefined;
}

/** What cannot be computed is a value, and whoever is given it cannot compute either. */
function guarded(make: Implementation, args: readonly Value[], run: Run): Value {
	for (const arg of args) if (arg instanceof FailureValue) return arg;
	try {
		return make(args, run);
	} catch (error) {
		if (error instanceof Failure) return new FailureValue(error.message);
		throw error;
	}
}
