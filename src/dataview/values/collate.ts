/** The same on every machine: that of the root of all languages, in which letters stand together whatever their case. */
const collator = new Intl.Collator("en");

/** The order of texts: as people sort. Negative, zero or positive. */
export function collate(a: string, b: string): number {
	return a === b ? 0 : collator.compare(a, b);
}
