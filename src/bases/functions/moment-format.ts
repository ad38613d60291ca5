/** Dates as the tokens of Moment.js ask for them: `YYYY-MM-DD`, `dddd, MMMM Do`. */
import { type BaseDate, dayLength, utc } from "../values/date-value.js";
import { type Calendar, calendarOf } from "./calendar.js";

const tokens =
	/\[([^\]]*)\]|\\(.)|LTS?|L{1,4}|l{1,4}|Mo|M{1,4}|Do|DDDo|D{1,4}|do|d{1,4}|gggg|gg|GGGG|GG|Qo|Q|wo|ww?|Wo|WW?|Y{4,6}|YY?|y{1,4}|N{1,5}|e|E|HH?|hh?|kk?|mm?|ss?|S{1,9}|[aAxXzZ]|ZZ/g;

/** Longer formats are no formats. */
const longest = 1000;

export function formatDate(date: BaseDate, format: string, language: string): string {
	return new Formatter(date, calendarOf(language)).format(format.slice(0, longest));
}

class Formatter {
	readonly #date: Date;

	constructor(
		readonly value: BaseDate,
		readonly calendar: Calendar,
	) {
		this.#date = new Date(value.time);
	}

	format(format: string): string {
		return format.replace(tokens, (token, quoted: string | undefined, escaped: string | undefined) => {
			if (quoted !== undefined) return quoted;
			return escaped ?? this.#part(token);
		});
	}

	#part(token: string): string {
		const { calendar } = this;
		const written = calendar.formats[token as keyof Calendar["formats"]];
		if (written !== undefined) return this.format(written);
		const letter = token[0]!;
		switch (letter) {
			case "Y":
			case "y":
				return this.#year(token);
			case "Q":
				return this.#counted(Math.floor(this.#month / 3) + 1, token);
			case "M":
				return this.#monthPart(token);
			case "D":
				return token.startsWith("DDD")
					? this.#counted(this.#dayOfYear, token, 4)
					: this.#counted(this.#day, token);
			case "d":
				return this.#weekday(token);
			case "e":
				return String((this.#weekdayNumber - calendar.firstDay + 7) % 7);
			case "E":
				return String(this.#weekdayNumber || 7);
			case "w":
				return this.#counted(this.#week(calendar.firstDay, calendar.firstWeekDay).week, token);
			case "W":
				return this.#counted(this.#week(1, 4).week, token);
			case "g":
			case "G": {
				const { year } =
					letter === "G" ? this.#week(1, 4) : this.#week(calendar.firstDay, calendar.firstWeekDay);
				return token.length === 2 ? padded(year % 100, 2) : padded(year, 4);
			}
			case "N":
				return "AD";
		}
		return this.#time(token);
	}

	#time(token: string): string {
		const hour = this.#date.getUTCHours();
		switch (token[0]) {
			case "H":
				return padded(hour, token.length);
			case "h":
				return padded(hour % 12 || 12, token.length);
			case "k":
				return padded(hour || 24, token.length);
			case "m":
				return padded(this.#date.getUTCMinutes(), token.length);
			case "s":
				return padded(this.#date.getUTCSeconds(), token.length);
			case "S":
				return padded(this.#date.getUTCMilliseconds(), 3).padEnd(9, "0").slice(0, token.length);
			case "A":
			case "a": {
				const half = this.calendar.half(hour, this.#date.getUTCMinutes());
				return token === "a" ? half.toLowerCase() : half;
			}
			case "x":
				return String(this.value.time);
			case "X":
				return String(Math.floor(this.value.time / 1000));
			case "Z":
				return token === "Z" ? "+00:00" : "+0000";
		}
		return "";
	}

	#year(token: string): string {
		const year = this.#date.getUTCFullYear();
		if (token === "YY" || token === "yy") return padded(year % 100, 2);
		if (token === "YYYYYY") return `+${padded(year, 6)}`;
		return padded(year, token.length);
	}

	#monthPart(token: string): string {
		if (token === "MMMM") return this.calendar.months[this.#month]!;
		if (token === "MMM") return this.calendar.shortMonths[this.#month]!;
		return this.#counted(this.#month + 1, token);
	}

	#weekday(token: string): string {
		const day = this.#weekdayNumber;
		if (token === "dddd") return this.calendar.weekdays[day]!;
		if (token === "ddd") return this.calendar.shortWeekdays[day]!;
		if (token === "dd") return this.calendar.leastWeekdays[day]!;
		return token === "do" ? this.calendar.ordinal(day, "d") : String(day);
	}

	/** `D`, `DD` or `Do`, and `DDDD` where the digits are those from the fourth letter on. */
	#counted(count: number, token: string, wide = 2): string {
		if (token.endsWith("o")) return this.calendar.ordinal(count, token[0]!);
		return token.length >= wide ? padded(count, wide === 4 ? 3 : 2) : String(count);
	}

	/** Week and its year: weeks begin on `firstDay`, and the first one holds the day `firstWeekDay` of January. */
	#week(firstDay: number, firstWeekDay: number): { week: number; year: number } {
		const day = Math.floor(this.value.time / dayLength);
		const year = this.#date.getUTCFullYear();
		for (const candidate of [year + 1, year, year - 1]) {
			const start = weekStart(candidate, firstDay, firstWeekDay);
			if (day >= start) return { week: Math.floor((day - start) / 7) + 1, year: candidate };
		}
		return { week: 1, year };
	}

	get #month(): number {
		return this.#date.getUTCMonth();
	}

	get #day(): number {
		return this.#date.getUTCDate();
	}

	get #weekdayNumber(): number {
		return this.#date.getUTCDay();
	}

	get #dayOfYear(): number {
		const start = utc(this.#date.getUTCFullYear(), 0, 1);
		return Math.floor((this.value.time - start) / dayLength) + 1;
	}
}

/** The day, counted since 1970, on which the first week of a year begins. */
function weekStart(year: number, firstDay: number, firstWeekDay: number): number {
	const within = utc(year, 0, firstWeekDay);
	const weekday = new Date(within).getUTCDay();
	return within / dayLength - ((weekday - firstDay + 7) % 7);
}

function padded(number: number, digits: number): string {
	return String(number).padStart(digits, "0");
}
