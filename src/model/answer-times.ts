/** Dates and durations as the language of a note writes them. Written out, because `Intl` depends on the machine. */

const months = [
	...["January", "February", "March", "April", "May", "June"],
	...["July", "August", "September", "October", "November", "December"],
];

/** `2026-11-23` → `November 23, 2026` or `2026年11月23日`; with its time, if it has one. What is no date stays as it is. */
export function formatDate(iso: string, lang: string): string {
	const match =
		/^(?:([+-]?\d{4,6})-(\d{2})-(\d{2}))?(?:T?(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/.exec(
			iso,
		);
	if (match === null) return iso;
	const [, year, month, day, time, second] = match;
	const clock =
		time === undefined ? "" : second === undefined || second === "00" ? time : `${time}:${second}`;
	if (year === undefined) return clock || iso;
	const date = formatDay(Number(year), Number(month), Number(day), lang);
	if (clock === "") return date;
	return isHan(lang) ? `${date} ${clock}` : `${date}, ${clock}`;
}

function formatDay(year: number, month: number, day: number, lang: string): string {
	if (isHan(lang)) return `${year}年${month}月${day}日`;
	if (/^en\b/i.test(lang)) return `${months[month - 1] ?? month} ${day}, ${year}`;
	return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** `November 2026`, `2026年11月`. */
export function formatMonth(year: number, month: number, lang: string): string {
	return isHan(lang) ? `${year}年${month}月` : `${months[month - 1] ?? month} ${year}`;
}

/** From Monday on. */
export function weekdays(lang: string): readonly string[] {
	return isHan(lang) ? [..."一二三四五六日"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
}

const units = [
	["year", "年", 365.25 * 86_400],
	["month", "个月", 30.4375 * 86_400],
	["week", "周", 7 * 86_400],
	["day", "天", 86_400],
	["hour", "小时", 3600],
	["minute", "分钟", 60],
	["second", "秒", 1],
] as const;

/** `P3DT2H` → `3 days, 2 hours` or `3 天 2 小时`. What is no duration stays as it is. */
export function formatDuration(iso: string, lang: string): string {
	const parts = partsOf(iso);
	if (parts === undefined) return iso;
	const shown = parts.flatMap((amount, i) => (amount === 0 ? [] : [[amount, units[i]!] as const]));
	if (shown.length === 0) shown.push([0, units[6]]);
	if (isHan(lang)) return shown.map(([amount, unit]) => `${amount} ${unit[1]}`).join(" ");
	return shown.map(([amount, unit]) => `${amount} ${unit[0]}${Math.abs(amount) === 1 ? "" : "s"}`).join(", ");
}

/** About how many seconds it is: what durations are sorted by. */
export function secondsOf(iso: string): number {
	return (partsOf(iso) ?? []).reduce((sum, amount, i) => sum + amount * units[i]![2], 0);
}

function partsOf(iso: string): readonly number[] | undefined {
	const amount = "(-?\\d+(?:[.,]\\d+)?)";
	const pattern = new RegExp(
		`^(-?)P(?:${amount}Y)?(?:${amount}M)?(?:${amount}W)?(?:${amount}D)?(?:T(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
	);
	const match = pattern.exec(iso);
	if (match === null) return undefined;
	const sign = match[1] === "-" ? -1 : 1;
	return match.slice(2).map((part) => (part === undefined ? 0 : sign * Number(part.replace(",", "."))));
}

function isHan(lang: string): boolean {
	return /^(?:zh|ja)\b/i.test(lang);
}
