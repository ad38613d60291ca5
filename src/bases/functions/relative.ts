import { calendarOf, type RelativeUnit } from "./calendar.js";

/** How long ago or from now, as people say it: `3 days ago`. */
export function relativeTime(milliseconds: number, language: string): string {
	const past = milliseconds <= 0;
	const [count, unit] = rounded(Math.abs(milliseconds) / 1000);
	return calendarOf(language).relative(count, unit, past);
}

/** From which size on the next unit is spoken of; a day is one from 22 hours on, a month from 26 days on. */
function rounded(length: number): [count: number, unit: RelativeUnit] {
	const seconds = Math.round(length);
	const minutes = Math.round(length / 60);
	const hours = Math.round(length / 3600);
	const days = Math.round(length / 86_400);
	const months = Math.round(length / 86_400 / 30.436875);
	const years = Math.round(length / 86_400 / 365.2425);
	if (seconds < 45) return [seconds, "few"];
	if (minutes < 45) return [Math.max(1, minutes), "minute"];
	if (hours < 22) return [Math.max(1, hours), "hour"];
	if (days < 26) return [Math.max(1, days), "day"];
	if (months < 11) return [Math.max(1, months), "month"];
	return [Math.max(1, years), "year"];
}
