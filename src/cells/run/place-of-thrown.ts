import { lineColumnAt } from "../../code/index.js";
import type { CellPlan, CellThrow } from "../../model/index.js";

/**
 * Where something was thrown that is no error, and so has no trace: where it is written in the cell or in one that it
 * needs, if that says what was thrown; else where the only thing is thrown that it can be. Undefined if there are several.
 */
export function placeOfThrown(
	plan: CellPlan,
	cell: number,
	message: string,
): { key: string; line: number; column: number } | undefined {
	const needs = [...new Set(plan.cells[cell]!.needs.map((need) => need.cell))].sort((a, b) => a - b);
	const sites = [cell, ...needs].flatMap((index) => throwsOf(plan, index));
	const own = sites.filter((site) => site.cell === cell);
	const found =
		sites.find(({ thrown }) => says(thrown, message)) ??
		onlyOne(own.filter(isOpen)) ??
		onlyOne(sites.filter(isOpen)) ??
		onlyOne(own.filter(({ thrown }) => thrown.parts === undefined));
	if (found === undefined) return undefined;
	const { key, compiled } = plan.cells[found.cell]!;
	return key === undefined ? undefined : { key, ...lineColumnAt(compiled.cell.code, found.thrown.offset) };
}

interface Site {
	readonly cell: number;
	readonly thrown: CellThrow;
}

function throwsOf(plan: CellPlan, cell: number): Site[] {
	return (plan.cells[cell]!.compiled.facts.throws ?? []).map((thrown) => ({ cell, thrown }));
}

/** Whether it may be anything: neither a text that is written there nor an object that is made there. */
function isOpen({ thrown }: Site): boolean {
	return thrown.parts === undefined && thrown.made !== true;
}

function onlyOne(sites: readonly Site[]): Site | undefined {
	return sites.length === 1 ? sites[0] : undefined;
}

function says({ parts }: CellThrow, message: string): boolean {
	if (parts === undefined) return false;
	const [first = "", ...others] = parts;
	const last = others.at(-1);
	if (last === undefined) return message === first;
	// A template of values alone says nothing.
	if (parts.every((part) => part === "")) return false;
	return message.length >= first.length + last.length && message.startsWith(first) && message.endsWith(last);
}
