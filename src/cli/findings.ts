import { plural } from "../counts.js";
import type { Diagnostic, Severity } from "../model/index.js";

export { plural, thousands } from "../counts.js";

/** How many findings there are of each severity and rule. */
export interface FindingCounts {
	readonly error: number;
	readonly warning: number;
	readonly info: number;
	/** Most frequent first. */
	readonly rules: readonly { readonly rule: string; readonly count: number }[];
}

export function countFindings(diagnostics: readonly Diagnostic[]): FindingCounts {
	const severities: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
	const rules = new Map<string, number>();
	for (const { severity, rule } of diagnostics) {
		severities[severity] += 1;
		rules.set(rule, (rules.get(rule) ?? 0) + 1);
	}
	const sorted = [...rules].map(([rule, count]) => ({ rule, count }));
	sorted.sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
	return { ...severities, rules: sorted };
}

/** 1 when somebody who asked for a check should stop: on errors, if strict also on warnings. */
export function findingsExitCode(counts: FindingCounts, strict: boolean): 0 | 1 {
	return counts.error > 0 || (strict && counts.warning > 0) ? 1 : 0;
}

/** `1 error, 12 warnings, 3 remarks`; only what there is. */
export function describeCounts({ error, warning, info }: FindingCounts): string {
	const parts = [
		error > 0 ? plural(error, "error") : "",
		warning > 0 ? plural(warning, "warning") : "",
		info > 0 ? plural(info, "remark") : "",
	];
	return parts.filter((part) => part !== "").join(", ");
}

/** Sorted by file, then by place; findings about the vault as a whole come first. */
export function sortFindings(diagnostics: readonly Diagnostic[]): Diagnostic[] {
	return [...diagnostics].sort(
		(a, b) =>
			compare(a.path ?? "", b.path ?? "") ||
			(a.position?.offset ?? -1) - (b.position?.offset ?? -1) ||
			compare(a.rule, b.rule) ||
			compare(a.message, b.message),
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a finding is one of those asked for: `link/unresolved`, or `link` for all of a room. */
export function matchesRule(rule: string, asked: readonly string[]): boolean {
	return asked.length === 0 || asked.some((name) => rule === name || rule.startsWith(`${name}/`));
}
