import { parquetWriteBuffer } from "hyparquet-writer";
import { type ExportInput, type Row, rowsOf } from "./rows.js";

/** One table: what each row stands for, and its vector as a list of floats. */
export function toParquet(input: ExportInput): Uint8Array {
	const rows = rowsOf(input);
	const { vectors, dimension } = input.embedding;
	const column = <K extends keyof Row>(name: K) => ({ name, data: rows.map((row) => row[name] ?? null) });
	const buffer = parquetWriteBuffer({
		columnData: [
			...texts.map(column),
			...numbers.map(column),
			{
				name: "vector",
				data: rows.map((_, i) => Array.from(vectors.subarray(i * dimension, (i + 1) * dimension))),
			},
		],
		schema: [
			{ name: "root", num_children: texts.length + numbers.length + 1 },
			...texts.map((name) => ({
				...{ name, type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const },
				repetition_type: "OPTIONAL" as const,
			})),
			...numbers.map((name) => ({
				...{ name, type: "FLOAT" as const },
				repetition_type: "OPTIONAL" as const,
			})),
			{ name: "vector", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
			{ name: "list", repetition_type: "REPEATED", num_children: 1 },
			{ name: "element", type: "FLOAT", repetition_type: "OPTIONAL" },
		],
		createdBy: "notapse",
	});
	return new Uint8Array(buffer);
}

const texts = ["id", "kind", "title", "path", "region"] as const;
const numbers = ["x", "y"] as const;
