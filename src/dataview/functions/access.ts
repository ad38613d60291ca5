import type { DateTime, Duration } from "luxon";
import { isNumber, NodeValue, toNumber, type Value } from "../../query/index.js";
import { Failure } from "../values/failure.js";
import { LinkValue } from "../values/link-value.js";
import { fromNumber } from "../values/numbers.js";
import { ObjectValue } from "../values/object-value.js";
import { MomentValue, SpanValue } from "../values/time-values.js";
import type { Run } from "./run.js";

const deepest = 50;

/** `object[index]`. Of a list, a name asks all its elements, and leaves out those that have no answer. */
export function indexed(object: Value, index: Value, run: Run, depth = 0): Value {
	if (index === null) return null;
	const found = ofObject(object, index, run);
	if (found !== undefined) return found;
	if (typeof index !== "string" && !isNumber(index))
		throw new Failure("What stands in [ ] is a text or a number.");
	if (Array.isArray(object)) {
		if (typeof index !== "string") return object[toNumber(index)] ?? null;
		return depth > deepest ? [] : ofEach(object, index, run, depth);
	}
	if (object instanceof LinkValue) return object.property(named(index, "a link"));
	if (object instanceof MomentValue) return partOfDate(object.moment, named(index, "a date"));
	if (object instanceof SpanValue) return partOfDuration(object.duration, named(index, "a duration"));
	if (typeof object === "string") {
		if (typeof index === "string")
			throw new Failure(`A text has no “${index}”: its characters are counted, text[0].`);
		return object[toNumber(index)] ?? null;
	}
	return null;
}

/** What most rows ask, and most often. */
function ofObject(object: Value, index: Value, run: Run): Value | undefined {
	if (object instanceof NodeValue) return run.pageOf(object)?.get(named(index, "an object")) ?? null;
	if (object instanceof ObjectValue) return object.get(named(index, "an object"));
	if (object instanceof Map)
		return (object as ReadonlyMap<string, Value>).get(named(index, "an object")) ?? null;
	return undefined;
}

function ofEach(list: readonly Value[], name: string, run: Run, depth: number): Value {
	run.spend(list.length);
	const found: Value[] = [];
	for (const item of list) {
		try {
			found.push(indexed(item, name, run, depth + 1));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
		}
	}
	return found;
}

function named(index: Value, what: string): string {
	if (typeof index === "string") return index;
	throw new Failure(`What is asked of ${what} has a name: value.name or value["name"].`);
}

function partOfDate(moment: DateTime, name: string): Value {
	switch (name) {
		case "year":
		case "month":
		case "weekday":
		case "day":
		case "hour":
		case "minute":
		case "second":
		case "millisecond":
			return fromNumber(moment[name]);
		case "weekyear":
			return fromNumber(moment.weekNumber);
		case "week":
			return fromNumber(Math.floor(moment.day / 7) + 1);
	}
	return null;
}

const units = ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds"] as const;

function partOfDuration(duration: Duration, name: string): Value {
	const unit = units.find(
		(plural) => plural === name || (plural !== "weeks" && plural.slice(0, -1) === name),
	);
	return unit === undefined ? null : fromNumber(duration.as(unit));
}
