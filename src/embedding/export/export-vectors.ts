import type { ExportInput } from "./rows.js";

export const vectorFormats = ["npy", "tsv", "parquet"] as const;

export type VectorFormat = (typeof vectorFormats)[number];

/** The vectors for other programs; `rows` is the table that says what the rows of a `.npy` stand for. */
export async function exportVectors(
	input: ExportInput,
	format: VectorFormat | "rows",
): Promise<string | Uint8Array> {
	switch (format) {
		case "npy":
			return (await import("./to-npy.js")).toNpy(input.embedding);
		case "tsv":
			return (await import("./to-tsv.js")).toTsv(input);
		case "rows":
			return (await import("./to-tsv.js")).toRowsTsv(input);
		case "parquet":
			return (await import("./to-parquet.js")).toParquet(input);
	}
}
