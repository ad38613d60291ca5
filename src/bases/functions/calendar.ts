/** What a language calls months, days and lengths of time. */
export interface Calendar {
	readonly months: readonly string[];
	readonly shortMonths: readonly string[];
	/** From Sunday. */
	readonly weekdays: readonly string[];
	readonly shortWeekdays: readonly string[];
	readonly leastWeekdays: readonly string[];
	/** 0 for Sunday. */
	readonly firstDay: number;
	/** The day of January that is always in the first week. */
	readonly firstWeekDay: number;
	readonly formats: Readonly<
		Record<"LT" | "LTS" | "L" | "LL" | "LLL" | "LLLL" | "l" | "ll" | "lll" | "llll", string>
	>;
	/** What stands for AM and PM. */
	half(hour: number, minute: number): string;
	/** `letter`: of the token. */
	ordinal(count: number, letter: string): string;
	/** `past` or to come, of so many of a unit; `few` seconds have no number. */
	relative(count: number, unit: RelativeUnit, past: boolean): string;
}

export type RelativeUnit = "few" | "second" | "minute" | "hour" | "day" | "month" | "year";

export function calendarOf(language: string): Calendar {
	const known = calendars.get(language.toLowerCase());
	if (known !== undefined) return known;
	const made = /^zh\b/i.test(language) ? chinese : /^en\b/i.test(language) ? english : named(language);
	if (calendars.size > 100) calendars.clear();
	calendars.set(language.toLowerCase(), made);
	return made;
}

const calendars = new Map<string, Calendar>();

const english: Calendar = {
	months: "January February March April May June July August September October November December".split(" "),
	shortMonths: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
	weekdays: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
	shortWeekdays: "Sun Mon Tue Wed Thu Fri Sat".split(" "),
	leastWeekdays: "Su Mo Tu We Th Fr Sa".split(" "),
	firstDay: 0,
	firstWeekDay: 1,
	formats: {
		LT: "h:mm A",
		LTS: "h:mm:ss A",
		L: "MM/DD/YYYY",
		LL: "MMMM D, YYYY",
		LLL: "MMMM D, YYYY h:mm A",
		LLLL: "dddd, MMMM D, YYYY h:mm A",
		l: "M/D/YYYY",
		ll: "MMM D, YYYY",
		lll: "MMM D, YYYY h:mm A",
		llll: "ddd, MMM D, YYYY h:mm A",
	},
	half: (hour) => (hour < 12 ? "AM" : "PM"),
	ordinal: (count) => {
		const last = count % 10;
		const teens = Math.floor((count % 100) / 10) === 1;
		return `${count}${teens ? "th" : last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th"}`;
	},
	relative: (count, unit, past) => {
		const article = unit === "hour" ? "an" : "a";
		const length =
			unit === "few" ? "a few seconds" : count === 1 ? `${article} ${unit}` : `${count} ${unit}s`;
		return past ? `${length} ago` : `in ${length}`;
	},
};

const digits = "一 二 三 四 五 六 七 八 九 十 十一 十二".split(" ");
const chineseUnits = {
	few: "几秒",
	second: "秒",
	minute: "分钟",
	hour: "小时",
	day: "天",
	month: "个月",
	year: "年",
};

const chinese: Calendar = {
	months: digits.map((digit) => `${digit}月`),
	shortMonths: digits.map((_, index) => `${index + 1}月`),
	weekdays: [..."日一二三四五六"].map((day) => `星期${day}`),
	shortWeekdays: [..."日一二三四五六"].map((day) => `周${day}`),
	leastWeekdays: [..."日一二三四五六"],
	firstDay: 1,
	firstWeekDay: 4,
	formats: {
		LT: "HH:mm",
		LTS: "HH:mm:ss",
		L: "YYYY/MM/DD",
		LL: "YYYY年M月D日",
		LLL: "YYYY年M月D日Ah点mm分",
		LLLL: "YYYY年M月D日ddddAh点mm分",
		l: "YYYY/M/D",
		ll: "YYYY年M月D日",
		lll: "YYYY年M月D日 HH:mm",
		llll: "YYYY年M月D日dddd HH:mm",
	},
	half: (hour, minute) => {
		const time = hour * 100 + minute;
		if (time < 600) return "凌晨";
		if (time < 900) return "早上";
		if (time < 1130) return "上午";
		if (time < 1230) return "中午";
		return time < 1800 ? "下午" : "晚上";
	},
	ordinal: (count, letter) => {
		const unit = "dD".includes(letter) ? "日" : letter === "M" ? "月" : /w/i.test(letter) ? "周" : "";
		return `${count}${unit}`;
	},
	relative: (count, unit, past) => {
		const length = unit === "few" ? chineseUnits.few : `${count} ${chineseUnits[unit]}`;
		return `${length}${past ? "前" : "后"}`;
	},
};

/** Names as the platform knows them; the rest is English. */
function named(language: string): Calendar {
	try {
		const names = (options: Intl.DateTimeFormatOptions, dates: readonly Date[]) => {
			const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
			return dates.map((date) => format.format(date));
		};
		const months = digits.map((_, month) => new Date(Date.UTC(2023, month, 15)));
		// January 1, 2023 was a Sunday.
		const days = [..."0123456"].map((day) => new Date(Date.UTC(2023, 0, 1 + Number(day))));
		return {
			...english,
			months: names({ month: "long" }, months),
			shortMonths: names({ month: "short" }, months),
			weekdays: names({ weekday: "long" }, days),
			shortWeekdays: names({ weekday: "short" }, days),
			leastWeekdays: names({ weekday: "short" }, days).map((day) => Array.from(day).slice(0, 2).join("")),
		};
	} catch {
		return english;
	}
}
