/** Values in one form, to compare what we compute with what Dataview does. */

import { FailureValue } from "../../src/dataview/values/failure.js";
import { LinkValue } from "../../src/dataview/values/link-value.js";
import { MomentValue, SpanValue } from "../../src/dataview/values/time-values.js";
import { ForeignValue, isNumber, toNumber, type Value } from "../../src/query/index.js";

export type Canonical =
	| null
	| boolean
	| number
	| string
	| readonly Canonical[]
	| { readonly [key: string]: Canonical };

export function canonical(value: Value): Canonical {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (isNumber(value)) return canonicalNumber(toNumber(value));
	if (Array.isArray(value)) return value.map(canonical);
	if (value instanceof Map) {
		const entries = [...(value as ReadonlyMap<string, Value>)].map(
			([key, inner]) => [key, canonical(inner)] as const,
		);
		return { object: Object.fromEntries(entries) };
	}
	if (value instanceof FailureValue) return { error: true };
	if (value instanceof MomentValue) return { date: canonicalDate(value.moment.toISO()) };
	if (value instanceof SpanValue) return { duration: value.duration.toMillis() };
	if (value instanceof LinkValue) return { link: value.toText(), embed: value.embed };
	return value instanceof ForeignValue ? { text: value.toText() } : String(value);
}

export function canonicalNumber(value: number): Canonical {
	if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
	return { number: String(value) };
}

/** Dataview's own zone is called UTC by some and +00:00 by others. */
export function canonicalDate(iso: string | null): string {
	return (iso ?? "").replace(/\+00:00$/, "Z");
}
