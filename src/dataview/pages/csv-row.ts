import type { Value } from "../../query/index.js";
import { ObjectValue } from "../values/object-value.js";
import type { CsvRow } from "./csv.js";
import { propertyValue, type Reading } from "./inline-value.js";

/** A line of a table in a file, as a row of a query. */
export class CsvRowValue extends ObjectValue {
	readonly #row: CsvRow;
	readonly #reading: Reading;

	constructor(
		row: CsvRow,
		reading: Reading,
		/** `data.csv#0` */
		readonly identity: string,
	) {
		super();
		this.#row = row;
		this.#reading = reading;
	}

	keys(): readonly string[] {
		return [...this.#row.keys()];
	}

	get(key: string): Value {
		return propertyValue(this.#row.get(key) ?? null, this.#reading);
	}
}
