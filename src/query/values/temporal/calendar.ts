/** The proleptic Gregorian calendar, and ISO weeks, over days counted from 1970-01-01. */
import { argumentError } from "../types.js";

export interface Civil {
	readonly year: number;
	/** 1–12 */
	readonly month: number;
	/** 1–31 */
	readonly day: number;
}

export const nanosecondsPerDay = 86_400_000_000_000;
export const largestYear = 999_999_999;

/** Days in 400 years; days from 0000-03-01 to 1970-01-01. */
const era = 146_097;
const epoch = 719_468;

/** Years begin in March here, so that the leap day is the last of a year (Hinnant, “chrono-compatible calendars”). */
export function dayOf(year: number, month: number, day: number): number {
	const shifted = month <= 2 ? year - 1 : year;
	const cycle = Math.floor(shifted / 400);
	const yearOfCycle = shifted - cycle * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfCycle =
		yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
	return cycle * era + dayOfCycle - epoch;
}

export function civilOf(dayNumber: number): Civil {
	const days = dayNumber + epoch;
	const cycle = Math.floor(days / era);
	const dayOfCycle = days - cycle * era;
	const yearOfCycle = Math.floor(
		(dayOfCycle -
			Math.floor(dayOfCycle / 1460) +
			Math.floor(dayOfCycle / 36_524) -
			Math.floor(dayOfCycle / 146_096)) /
			365,
	);
	const dayOfYear =
		dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
	const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
	const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
	return { year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function isLeapYear(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
	if (month === 2) return isLeapYear(year) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: number): number {
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function ordinalDay(day: number): number {
	return day - dayOf(civilOf(day).year, 1, 1) + 1;
}

export function quarterOf(month: number): number {
	return Math.floor((month - 1) / 3) + 1;
}

export function dayOfQuarter(day: number): number {
	const { year, month } = civilOf(day);
	return day - dayOf(year, quarterOf(month) * 3 - 2, 1) + 1;
}

/** The year to which the week belongs: that of its Thursday. */
export function weekYear(day: number): number {
	return civilOf(day - dayOfWeek(day) + 4).year;
}

export function weekOf(day: number): number {
	return Math.floor((day - firstMonday(weekYear(day))) / 7) + 1;
}

/** The Monday of week 1, which is the week with January 4. */
export function firstMonday(year: number): number {
	const fourth = dayOf(year, 1, 4);
	return fourth - dayOfWeek(fourth) + 1;
}

export function weeksIn(year: number): number {
	return Math.round((firstMonday(year + 1) - firstMonday(year)) / 7);
}

/** `months` later; a day that the month does not have becomes its last one. */
export function addMonths(day: number, months: number): number {
	const { year, month, day: dayOfMonth } = civilOf(day);
	const total = year * 12 + (month - 1) + months;
	const newYear = Math.floor(total / 12);
	const newMonth = total - newYear * 12 + 1;
	expectYear(newYear);
	return dayOf(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

export function expectYear(year: number): number {
	if (Math.abs(year) <= largestYear) return year;
	throw argumentError("InvalidArgumentValue", `The year ${year} is beyond ±${largestYear}.`);
}

const firstDay = dayOf(-largestYear, 1, 1);
const lastDay = dayOf(largestYear, 12, 31);

export function expectDay(day: number): number {
	if (day >= firstDay && day <= lastDay) return day;
	throw argumentError("InvalidArgumentValue", `The date is beyond the year ±${largestYear}.`);
}
