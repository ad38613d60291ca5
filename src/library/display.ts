import { hostFor } from "./host.js";
import { inspect } from "./inspect/inspect.js";
import { Shown } from "./shown.js";

/** Shows values below the cell, one after the other: charts, tables, markup, or whatever they are. */
export function display(...values: readonly unknown[]): void {
	const host = hostFor("display");
	for (const value of values) {
		const metadata = value instanceof Shown ? value.metadata : {};
		host.emit({ output_type: "display_data", data: inspect(value), metadata });
	}
}
