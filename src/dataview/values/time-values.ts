import { type DateTime, Duration } from "luxon";
import { ForeignValue, type Plain } from "../../query/index.js";

const locale = "en";

/** A date with its time and zone, as luxon knows it. */
export class MomentValue extends ForeignValue {
	readonly family = "date";

	constructor(readonly moment: DateTime) {
		super();
	}

	get isMidnight(): boolean {
		const { hour, minute, second } = this.moment;
		return hour === 0 && minute === 0 && second === 0;
	}

	/** By instant; the same instant in another zone is another date. */
	compare(other: MomentValue): number {
		const difference = this.moment.toMillis() - other.moment.toMillis();
		if (difference !== 0) return difference;
		const [a, b] = [this.moment.zoneName ?? "", other.moment.zoneName ?? ""];
		return a < b ? -1 : a > b ? 1 : 0;
	}

	key(): string {
		return `${this.moment.toMillis()} ${this.moment.zoneName}`;
	}

	/** ISO 8601: without the time at midnight. */
	get iso(): string {
		return (this.isMidnight ? this.moment.toISODate() : this.moment.toISO()) ?? "";
	}

	toText(): string {
		return this.moment.toFormat(this.isMidnight ? "MMMM dd, yyyy" : "h:mm a - MMMM dd, yyyy", { locale });
	}

	toPlain(): Plain {
		return this.iso;
	}
}

/** Months and days kept apart; compared by length, a month being thirty days. */
export class SpanValue extends ForeignValue {
	readonly family = "duration";

	constructor(readonly duration: Duration) {
		super();
	}

	compare(other: SpanValue): number {
		return this.duration.toMillis() - other.duration.toMillis();
	}

	key(): string {
		return String(this.duration.toMillis());
	}

	/** `1 day, 3 hours`: without what is zero. */
	toText(): string {
		return Duration.fromObject(this.#parts(), { locale }).toHuman();
	}

	/** ISO 8601. */
	get iso(): string {
		return Duration.fromObject(this.#parts()).toISO() ?? "PT0S";
	}

	toPlain(): Plain {
		return this.iso;
	}

	#parts(): Record<string, number> {
		const parts = Object.entries(normalised(this.duration).toObject()).filter(([, count]) => count !== 0);
		return Object.fromEntries(parts);
	}
}

/** In all units from years to milliseconds. */
export function normalised(duration: Duration): Duration {
	return duration.shiftToAll().normalize();
}
