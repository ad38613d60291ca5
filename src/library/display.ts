import { hostFor } from "./host.js";
import { inspect } from "./inspect/inspect.js";
import { metadataOf } from "./shown.js";

/** Shows values below the cell, one after the other: charts, tables, markup, or whatever they are. */
export function display(...values: readonly unknown[]): void {
	const host = hostFor("display");
	for (const value of values)
		host.emit({ output_type: "display_data", data: inspect(value), metadata: metadataOf(value) });
}
