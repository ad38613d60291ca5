import type { Diagnostic, Severity } from "../model/index.js";
import { harmless } from "./cells.js";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** Findings as workflow commands, which GitHub shows beside the changed lines. */
export function formatGithub(diagnostics: readonly Diagnostic[], show: (path: string) => string): string {
	return diagnostics.map((diagnostic) => annotation(diagnostic, show)).join("\n");
}

function annotation(diagnostic: Diagnostic, show: (path: string) => string): string {
	const { severity, rule, message, hint, path, position, span } = diagnostic;
	const properties = [
		...(path === undefined ? [] : [`file=${property(show(path))}`]),
		...(position === undefined ? [] : [`line=${position.line}`, `col=${position.column}`]),
		...(position === undefined || span === undefined
			? []
			: [`endColumn=${position.column + span.end - span.start}`]),
		`title=${property(rule)}`,
	];
	const text = hint === undefined ? message : `${message} ${capital(hint)}`;
	return `::${commands[severity]} ${properties.join(",")}::${data(text)}`;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A new line would start another command. */
function data(text: string): string {
	return harmless(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
