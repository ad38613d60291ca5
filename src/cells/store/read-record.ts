import type {
	CellError,
	CellOutput,
	CellParam,
	CellRecord,
	CellStatus,
	CellTest,
} from "../../model/index.js";

/**
 * Makes a record of what somebody says is one: a file of the vault, or an engine in which strangers' code ran. Only
 * what belongs in a record is taken over, each field with the type it must have; undefined when the whole is none.
 */
export function readRecord(value: unknown): CellRecord | undefined {
	if (!isObject(value) || value.schema !== 1) return undefined;
	const { key, engine, seed, status } = value;
	if (!isKey(key) || !isText(engine, 100) || !isNumber(seed) || !isStatus(status)) return undefined;
	const error = value.error === undefined ? undefined : readError(value.error);
	return {
		schema: 1,
		key,
		engine,
		seed,
		status,
		outputs: list(value.outputs, 300).flatMap(readOutput),
		tests: list(value.tests, 1_000).flatMap(readTest),
		params: list(value.params, 100).flatMap(readParam),
		...(error !== undefined && { error }),
	};
}

export function isKey(value: unknown): value is string {
	return typeof value === "string" && /^[\da-f]{64}$/.test(value);
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, longest: number): value is string {
	return typeof value === "string" && value.length <= longest;
}

function isNumber(value: unknown): value is number {
	return typeof value === "number" && Number.isFinite(value);
}

function isStatus(value: unknown): value is CellStatus {
	return value === "ok" || value === "error" || value === "timeout" || value === "memory";
}

function list(value: unknown, longest: number): readonly unknown[] {
	return Array.isArray(value) ? value.slice(0, longest) : [];
}

const longestText = 2_000_000;

function readOutput(value: unknown): CellOutput[] {
	if (!isObject(value)) return [];
	const { output_type: type, name, text } = value;
	if (type === "stream") {
		const isStream = (name === "stdout" || name === "stderr") && isText(text, longestText);
		return isStream ? [{ output_type: type, name, text }] : [];
	}
	if (type !== "display_data" && type !== "execute_result") return [];
	const data = readBundle(value.data);
	if (data.length === 0) return [];
	const metadata = isObject(value.metadata) ? readMetadata(value.metadata) : [];
	return [
		{
			output_type: type,
			data: Object.fromEntries(data),
			metadata: Object.fromEntries(metadata),
		} as CellOutput,
	];
}

const mediaType = /^[a-z]+\/[\w.+-]{1,100}$/;

/** Content in one media type is text; in JSON's types it is anything that JSON can say. */
function readBundle(value: unknown): (readonly [string, unknown])[] {
	if (!isObject(value)) return [];
	return Object.entries(value)
		.slice(0, 20)
		.filter(([type, content]) => {
			if (!mediaType.test(type)) return false;
			return isText(content, longestText) || /[/+]json$/.test(type);
		});
}

/** By media type: a picture's size and the like. */
function readMetadata(value: Fields): (readonly [string, unknown])[] {
	return Object.entries(value)
		.slice(0, 20)
		.filter(([type]) => mediaType.test(type));
}

function readTest(value: unknown): CellTest[] {
	if (!isObject(value) || !isText(value.name, 1_000) || typeof value.ok !== "boolean") return [];
	const { name, ok, message, got, want, tolerance } = value;
	return [
		{
			name,
			ok,
			...(isText(message, 10_000) && { message }),
			...(isScalar(got) && { got }),
			...(isScalar(want) && { want }),
			...(isNumber(tolerance) && { tolerance }),
		},
	];
}

function isScalar(value: unknown): value is number | string {
	return isNumber(value) || isText(value, 10_000);
}

function readParam(value: unknown): CellParam[] {
	if (!isObject(value) || !isText(value.name, 200)) return [];
	const { name, value: chosen, min, max, step, choices, label } = value;
	if (!isScalar(chosen) && typeof chosen !== "boolean") return [];
	return [
		{
			name,
			value: chosen,
			...(isNumber(min) && { min }),
			...(isNumber(max) && { max }),
			...(isNumber(step) && { step }),
			...(Array.isArray(choices) && { choices: choices.slice(0, 1_000).filter(isScalar) }),
			...(isText(label, 1_000) && { label }),
		},
	];
}

function readError(value: unknown, depth = 0): CellError | undefined {
	if (!isObject(value) || depth > 5) return undefined;
	const { name, message } = value;
	if (!isText(name, 200) || !isText(message, 20_000)) return undefined;
	const cause = readError(value.cause, depth + 1);
	const frames = list(value.frames, 50).flatMap(readFrame);
	return { name, message, frames, ...(cause !== undefined && { cause }) };
}

function readFrame(value: unknown): CellError["frames"] {
	if (!isObject(value)) return [];
	const { key, line, column } = value;
	if (!isKey(key) || !isPlace(line) || !isPlace(column)) return [];
	return [{ key, line, column, ...(isText(value.function, 200) && { function: value.function }) }];
}

function isPlace(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 1;
}
