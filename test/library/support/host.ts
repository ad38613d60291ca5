import {
	type CellHost,
	type Output,
	type Param,
	type ParamValue,
	setHost,
	type TestResult,
} from "../../../src/library/host.js";

export interface Recorded {
	readonly outputs: Output[];
	readonly tests: TestResult[];
	readonly params: Param[];
	readonly kept: Map<string, string>;
}

interface Given {
	readonly params?: Readonly<Record<string, ParamValue>>;
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
	readonly kept?: Map<string, string>;
}

/** From here on a cell runs, and all that it gives is kept. */
export function runAsCell({ params = {}, files = {}, kept = new Map() }: Given = {}): Recorded {
	const recorded: Recorded = { outputs: [], tests: [], params: [], kept };
	const host: CellHost = {
		emit: (output) => recorded.outputs.push(output),
		test: (result) => recorded.tests.push(result),
		param(param) {
			recorded.params.push(param);
			return params[param.name] ?? param.value;
		},
		memo: { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value) },
		read(name) {
			const content = files[name];
			return typeof content === "string" ? new TextEncoder().encode(content) : content;
		},
	};
	setHost(host);
	return recorded;
}

export function noCell(): void {
	setHost(undefined);
}
