import type { Diagnostic, Severity } from "../model/index.js";

export interface SarifOptions {
	readonly version: string;
	/** A vault path relative to the folder that the reader of the log takes as the root, with `/`. */
	readonly show: (path: string) => string;
	readonly source: (path: string) => string | undefined;
}

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** Findings as a SARIF 2.1.0 log, for code scanning and editors. */
export function toSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): object {
	const rules = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
	return {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "notapse",
						semanticVersion: options.version,
						rules: rules.map((id) => ({ id, name: pascalCase(id) })),
					},
				},
				columnKind: "utf16CodeUnits",
				results: diagnostics.map((diagnostic) => toResult(diagnostic, rules, options)),
			},
		],
	};
}

function toResult(diagnostic: Diagnostic, rules: readonly string[], options: SarifOptions): object {
	const { rule, severity, message, hint, path, related = [] } = diagnostic;
	return {
		ruleId: rule,
		ruleIndex: rules.indexOf(rule),
		level: levels[severity],
		message: { text: hint === undefined ? message : `${message} (${hint})` },
		...(path === undefined
			? {}
			: {
					locations: [{ physicalLocation: { ...artifact(path, options), ...regionOf(diagnostic, options) } }],
				}),
		...(related.length === 0
			? {}
			: {
					relatedLocations: related.map((other, index) => ({
						id: index + 1,
						physicalLocation: artifact(other, options),
					})),
				}),
	};
}

function artifact(path: string, { show }: SarifOptions): object {
	return { artifactLocation: { uri: show(path).split("/").map(encodeSegment).join("/") } };
}

/** A lone surrogate has no UTF-8 form and would make encodeURIComponent throw. */
function encodeSegment(segment: string): string {
	return encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, "\ufffd"));
}

function regionOf({ path, position, span }: Diagnostic, { source }: SarifOptions): object {
	if (position === undefined) return {};
	const start = { startLine: position.line, startColumn: position.column };
	const text =
		path === undefined || span === undefined ? undefined : source(path)?.slice(span.start, span.end);
	if (text === undefined) return { region: start };
	const lines = text.split(/\r\n|\r|\n/);
	const last = lines.at(-1) ?? "";
	const end = {
		endLine: position.line + lines.length - 1,
		endColumn: (lines.length === 1 ? position.column : 1) + last.length,
	};
	return { region: { ...start, ...end } };
}

function pascalCase(rule: string): string {
	return rule.replace(/(^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_all, _gap, letter: string) =>
		letter.toUpperCase(),
	);
}
