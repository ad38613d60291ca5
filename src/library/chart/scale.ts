/** From values to places: 0 is where an axis begins, 1 where it ends. */
import { elementary } from "../../kernels/index.js";
import { fixedLabel, powerLabel, valueLabel } from "./number-label.js";

export interface Scale {
	/** Not finite where the axis has no place for a value. */
	at(value: number): number;
	readonly ticks: readonly Tick[];
	/** Where there is a line and no label. */
	readonly minor: readonly number[];
}

export interface Tick {
	readonly at: number;
	readonly label: string;
}

export interface Domain {
	readonly low: number;
	readonly high: number;
}

/** The extent of what is finite (and above 0, if `positive`); undefined if there is nothing. */
export function extentOf(lists: Iterable<ArrayLike<number>>, positive = false): Domain | undefined {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const list of lists) {
		for (let i = 0; i < list.length; i++) {
			const x = list[i]!;
			if (!Number.isFinite(x) || (positive && x <= 0)) continue;
			if (x < low) low = x;
			if (x > high) high = x;
		}
	}
	return low <= high ? { low, high } : undefined;
}

/** About `count` round numbers. With `nice`, the axis reaches to round numbers; with `whole`, there is nothing between 1 and 2. */
export function linearScale(extent: Domain, count: number, nice: boolean, whole = false): Scale {
	const domain = widened(extent);
	const step = niceStep(Math.max(domain.high / count - domain.low / count, whole ? 1 : 0));
	if (!step || step.size < 1e-300) return ofDomain(domain, endsOf(domain));
	let [first, last] = [Math.ceil(domain.low / step.size - 1e-9), Math.floor(domain.high / step.size + 1e-9)];
	if (nice) {
		first = Math.floor(domain.low / step.size + 1e-9);
		last = Math.ceil(domain.high / step.size - 1e-9);
	}
	if (!(Math.abs(first) < 1e14 && Math.abs(last) < 1e14) || last - first > 100)
		return ofDomain(domain, endsOf(domain));
	const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => step.times(first + i));
	if (!values.every(Number.isFinite) || values.length === 0) return ofDomain(domain, endsOf(domain));
	const reached = nice
		? { low: Math.min(domain.low, values[0]!), high: Math.max(domain.high, values.at(-1)!) }
		: domain;
	const largest = Math.max(Math.abs(reached.low), Math.abs(reached.high));
	const label = labeller(largest, step.exponent);
	return ofDomain(
		reached,
		values.map((value) => ({ value, label: label(value) })),
	);
}

/** Powers of ten, or between few of them 2 and 5 as well, or between two of them round numbers. */
export function logScale(extent: Domain, count: number, nice: boolean): Scale {
	let { low, high } = extent;
	if (low === high) [low, high] = [Math.max(low / 3, Number.MIN_VALUE), Math.min(high * 3, Number.MAX_VALUE)];
	let [first, last] = [exponentOf(low), exponentOf(high)];
	if (power(last) < high) last++;
	if (nice && last - first >= 2 && power(first) > 0 && Number.isFinite(power(last)))
		[low, high] = [power(first), power(last)];
	const [from, to] = [elementary.log(low), elementary.log(high)];
	// Neighbouring numbers have the same logarithm.
	const length = to - from || 1;
	const at = (value: number) => (value > 0 ? (elementary.log(value) - from) / length : Number.NaN);
	const inside = (value: number) => value >= low && value <= high && value > 0;
	const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	const placed = (values: readonly number[], label: (value: number) => string) =>
		values.filter(inside).map((value) => ({ at: at(value), label: label(value) }));

	const label =
		first >= -3 && last <= 5
			? (value: number) => valueLabel(value, 2)
			: (value: number) => powerLabel(value, 2);
	const main = decades.filter((exponent) => inside(power(exponent)));
	if (main.length >= 3) {
		const least = main.length / Math.max(2, count);
		const every = [1, 2, 3, 5, 10, 20, 30, 50, 100].find((step) => step >= least) ?? 200;
		const shown = main.filter((exponent) => exponent % every === 0);
		const rest =
			main.length > 40
				? []
				: every === 1 && main.length <= 7
					? times([2, 3, 4, 5, 6, 7, 8, 9], decades)
					: main.map(power);
		return { at, ticks: placed(shown.map(power), label), minor: rest.filter(inside).map(at) };
	}
	const few = placed(times([1, 2, 5], decades), label);
	if (few.length >= 3)
		return { at, ticks: few, minor: times([3, 4, 6, 7, 8, 9], decades).filter(inside).map(at) };
	const linear = linearScale({ low, high }, count, false);
	const between = linear.ticks.map((tick) => ({ at: at(low + tick.at * (high - low)), label: tick.label }));
	return { at, ticks: between, minor: [] };
}

/** Places of `count` categories: the middle of a band each. */
export function bandScale(count: number): { at(index: number): number; readonly band: number } {
	return { at: (index) => (index + 0.5) / Math.max(1, count), band: 1 / Math.max(1, count) };
}

/** Instants, in UTC: round parts of a clock or a calendar. */
export function timeScale(extent: Domain, count: number): Scale {
	const domain = extent.low === extent.high ? { low: extent.low - hour, high: extent.high + hour } : extent;
	const unit = calendar.find(({ size }) => (domain.high - domain.low) / size <= count) ?? calendar.at(-1)!;
	const [first, last] = [Math.max(-latest, domain.low), Math.min(latest, domain.high)];
	const values: { value: number; label: string }[] = [];
	for (let time = unit.begin(first); time <= last && values.length < 50; time = unit.next(time))
		if (time >= first) values.push({ value: time, label: timeLabel(time, unit.label) });
	return ofDomain(domain, values.length > 0 ? values : [{ value: first, label: timeLabel(first, [0, 10]) }]);
}

interface Step {
	readonly size: number;
	/** Of ten, in the size. */
	readonly exponent: number;
	times(k: number): number;
}

/** The next of 1, 2, 2.5 and 5 times a power of ten; products with it are rounded once, from their decimal digits. */
function niceStep(least: number): Step | undefined {
	if (!(least > 0 && Number.isFinite(least))) return undefined;
	const exponent = exponentOf(least);
	const mantissa = Number(least.toExponential(12).split("e")[0]);
	const digit = [1, 2, 5, 10].find((digit) => digit >= mantissa)!;
	const times = (k: number) => Number(`${k * digit}e${exponent}`);
	const size = times(1);
	return size > 0 && Number.isFinite(size)
		? { size, exponent: digit === 10 ? exponent + 1 : exponent, times }
		: undefined;
}

/** ⌊log₁₀ x⌋ of x > 0, exactly. */
function exponentOf(x: number): number {
	return Number(x.toExponential().split("e")[1]);
}

function power(exponent: number): number {
	return Number(`1e${exponent}`);
}

function times(digits: readonly number[], exponents: readonly number[]): number[] {
	return exponents.flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`)));
}

/** Something on both sides of a single value. */
function widened({ low, high }: Domain): Domain {
	if (low < high) return { low, high };
	const room = low === 0 ? 1 : Math.abs(low) * 0.1;
	if (low + room > low)
		return { low: Math.max(low - room, -Number.MAX_VALUE), high: Math.min(low + room, Number.MAX_VALUE) };
	return { low: -1, high: 1 };
}

interface Marked {
	readonly value: number;
	readonly label: string;
}

function ofDomain({ low, high }: Domain, marked: readonly Marked[]): Scale {
	// The difference of the largest numbers is no number; half of it is.
	const half = Number.isFinite(high - low) ? 1 : 0.5;
	const at = (value: number) => (value * half - low * half) / (high * half - low * half);
	return { at, ticks: marked.map(({ value, label }) => ({ at: at(value), label })), minor: [] };
}

/** Where no round number lies between. */
function endsOf({ low, high }: Domain): Marked[] {
	return [low, high].map((value) => ({ value, label: valueLabel(value, 15) }));
}

/** Powers of ten where digits would be zeros only. */
function labeller(largest: number, exponent: number): (value: number) => string {
	const digits = (value: number) =>
		1 + Math.min(16, Math.max(0, exponentOf(Math.abs(value) || 1) - exponent));
	if (largest >= 1e12 || (largest >= 1e6 && exponent >= 4) || (largest < 0.01 && exponent < -4))
		return (value) => powerLabel(value, digits(value));
	return (value) => fixedLabel(value, -exponent);
}

interface Unit {
	/** Milliseconds, about. */
	readonly size: number;
	/** Of the ISO form. */
	readonly label: readonly [from: number, to: number];
	/** The last beginning that is not after an instant. */
	begin(time: number): number;
	next(time: number): number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const calendar: readonly Unit[] = [
	...[1, 10, 100].map((size) => even(size, [17, 23])),
	...[1, 5, 15, 30].map((n) => even(n * second, [11, 19])),
	...[1, 5, 15, 30].map((n) => even(n * minute, [11, 16])),
	...[1, 3, 6, 12].map((n) => even(n * hour, [5, 16])),
	...[1, 2, 7, 14].map((n) => even(n * day, [5, 10])),
	...[1, 3, 6].map((n) => months(n, [0, 7])),
	...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000].map((n) => months(12 * n, [0, 4])),
];

function even(size: number, label: Unit["label"]): Unit {
	return { size, label, begin: (time) => Math.floor(time / size) * size, next: (time) => time + size };
}

function months(count: number, label: Unit["label"]): Unit {
	const from = (month: number) => Date.UTC(2000, month);
	const monthOf = (time: number) => {
		const date = new Date(time);
		return (date.getUTCFullYear() - 2000) * 12 + date.getUTCMonth();
	};
	return {
		size: count * 30.4 * day,
		label,
		begin: (time) => from(Math.floor(monthOf(time) / count) * count),
		next: (time) => from(monthOf(time) + count),
	};
}

/** A part of the ISO form, places counted as if the year had four digits. */
function timeLabel(time: number, [from, to]: Unit["label"]): string {
	const [, year = "", rest = ""] = /^([+-]\d{6}|\d{4})(.*)$/.exec(new Date(time).toISOString())!;
	return (from === 0 ? year : "") + rest.slice(Math.max(0, from - 4), to - 4);
}

/** No calendar goes further, to either side. */
export const latest = 8.64e15;
