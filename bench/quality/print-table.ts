import type { Quality } from "./measure.js";

/** One line for each scorer: mean and standard deviation over the splits, in percent, and CPU seconds of one split. */
export function printTable(
	rows: readonly (readonly [name: string, splits: readonly Quality[], cpu: number])[],
): void {
	console.log(line("", "AUC", "AP", "MRR", "Hits@10", "CPU s"));
	for (const [name, splits, cpu] of rows) {
		const figures = (["auc", "ap", "mrr", "hits"] as const).map((key) =>
			spread(splits.map((quality) => 100 * quality[key])),
		);
		console.log(line(name, ...figures, cpu.toFixed(1)));
	}
}

function line(name: string, ...figures: readonly string[]): string {
	return `  ${name.padEnd(30)}${figures.map((figure) => figure.padStart(13)).join("")}`;
}

/** `93.8 ± 0.6` */
function spread(values: readonly number[]): string {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const deviation = Math.sqrt(square / Math.max(1, values.length - 1));
	return `${mean.toFixed(1)} ± ${deviation.toFixed(1)}`;
}
