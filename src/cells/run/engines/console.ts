import { currentOutputs } from "./outputs.js";

export interface QuietConsole {
	readonly console: object;
	/** Forgets what the last cell has indented and counted. */
	begin(): void;
}

/** A console that writes into the outputs of the cell that runs. Nothing of it depends on time. */
export function createConsole(formatLog: (values: readonly unknown[]) => string): QuietConsole {
	let indent = "";
	const counts = new Map<string, number>();
	const to =
		(name: "stdout" | "stderr") =>
		(...values: unknown[]) => {
			const text = formatLog(values);
			currentOutputs()?.write(
				name,
				`${indent}${indent === "" ? text : text.replaceAll("\n", `\n${indent}`)}\n`,
			);
		};
	const log = to("stdout");
	const error = to("stderr");
	const nothing = () => {};
	const console = {
		log,
		info: log,
		debug: log,
		dir: (value: unknown) => log(value),
		dirxml: log,
		table: (value: unknown) => log(value),
		warn: error,
		error,
		trace: error,
		assert: (holds: unknown, ...values: unknown[]) => {
			if (!holds) error(...(values.length === 0 ? ["Assertion failed"] : ["Assertion failed:", ...values]));
		},
		count: (label: unknown = "default") => {
			const count = (counts.get(String(label)) ?? 0) + 1;
			counts.set(String(label), count);
			log(`${String(label)}: ${count}`);
		},
		countReset: (label: unknown = "default") => counts.delete(String(label)),
		group: (...values: unknown[]) => {
			if (values.length > 0) log(...values);
			indent = indent.length < 40 ? `${indent}  ` : indent;
		},
		groupCollapsed: (...values: unknown[]) => {
			if (values.length > 0) log(...values);
			indent = indent.length < 40 ? `${indent}  ` : indent;
		},
		groupEnd: () => {
			indent = indent.slice(2);
		},
		time: nothing,
		timeLog: nothing,
		timeEnd: nothing,
		clear: nothing,
	};
	return {
		console,
		begin: () => {
			indent = "";
			counts.clear();
		},
	};
}
