/** Values as few bytes. */
import { FloatValue, float, integer, type Value } from "../values/value.js";
import type { ByteReader, ByteWriter } from "./bytes.js";

/** What kind each is, and then what each kind needs; texts together. */
const kinds = ["null", "false", "true", "integer", "float", "text", "list", "map", "large"] as const;

export function packValues(out: ByteWriter, values: readonly Value[]): void {
	const texts: string[] = [];
	const pack = (value: Value): void => {
		const kind = kindOf(value);
		out.number(kinds.indexOf(kind));
		if (kind === "text") texts.push(value as string);
		else if (kind === "integer") out.difference(value as number);
		else if (kind === "float")
			texts.push(textOf(value instanceof FloatValue ? value.value : (value as number)));
		else if (kind === "large") texts.push(String(value));
		else if (kind === "list") {
			out.number((value as readonly Value[]).length);
			for (const item of value as readonly Value[]) pack(item);
		} else if (kind === "map") {
			out.number((value as ReadonlyMap<string, Value>).size);
			for (const [key, item] of value as ReadonlyMap<string, Value>) {
				texts.push(key);
				pack(item);
			}
		}
	};
	for (const value of values) pack(value);
	out.texts(texts);
}

export function unpackValues(input: ByteReader, count: number): Value[] {
	type Shape = { readonly kind: (typeof kinds)[number]; readonly number?: number; readonly items?: Shape[] };
	const read = (): Shape => {
		const kind = kinds[input.number()];
		if (kind === undefined) throw new RangeError("a value of no known kind");
		if (kind === "integer") return { kind, number: input.difference() };
		if (kind === "list" || kind === "map")
			return { kind, items: Array.from({ length: input.count() }, read) };
		return { kind };
	};
	const shapes = Array.from({ length: count }, read);
	const texts = input.texts();
	let next = 0;
	const value = ({ kind, number, items }: Shape): Value => {
		switch (kind) {
			case "true":
			case "false":
				return kind === "true";
			case "integer":
				return number!;
			case "text":
				return texts[next++] ?? "";
			case "float":
				return float(Number(texts[next++]));
			case "large":
				return largeOf(texts[next++] ?? "");
			case "list":
				return items!.map(value);
			case "map":
				return new Map(items!.map((item) => [texts[next++] ?? "", value(item)]));
			default:
				return null;
		}
	};
	return shapes.map(value);
}

/** A vault's properties are plain data: dates in them are texts. */
function kindOf(value: Value): (typeof kinds)[number] {
	if (value === null) return "null";
	if (typeof value === "boolean") return value ? "true" : "false";
	if (typeof value === "bigint") return "large";
	// The lowest bit of an integer is its sign.
	if (typeof value === "number")
		return !Number.isInteger(value) ? "float" : Math.abs(value) < 2 ** 51 ? "integer" : "large";
	if (value instanceof FloatValue) return "float";
	if (Array.isArray(value)) return "list";
	if (value instanceof Map) return "map";
	return typeof value === "string" ? "text" : "null";
}

function textOf(float: number): string {
	return Object.is(float, -0) ? "-0" : String(float);
}

function largeOf(text: string): Value {
	if (!/^-?\d{1,20}$/.test(text)) throw new RangeError("this is no integer");
	return integer(BigInt(text));
}
