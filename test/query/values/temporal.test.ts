import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, shown } from "./evaluate.js";

test.each(
	cases(`
	date('2015-07-21')  ⇒  2015-07-21
	date('20150721')  ⇒  2015-07-21
	date('2015-07')  ⇒  2015-07-01
	date('201507')  ⇒  2015-07-01
	date('2015-W30-2')  ⇒  2015-07-21
	date('2015W302')  ⇒  2015-07-21
	date('2015-W30')  ⇒  2015-07-20
	date('2015W30')  ⇒  2015-07-20
	date('2015-202')  ⇒  2015-07-21
	date('2015202')  ⇒  2015-07-21
	date('2015')  ⇒  2015-01-01
	localtime('21:40:32.142')  ⇒  21:40:32.142
	localtime('214032.142')  ⇒  21:40:32.142
	localtime('21:40:32')  ⇒  21:40:32
	localtime('214032')  ⇒  21:40:32
	localtime('21:40')  ⇒  21:40
	localtime('2140')  ⇒  21:40
	localtime('21')  ⇒  21:00
	time('21:40:32.142+0100')  ⇒  21:40:32.142+01:00
	time('214032.142Z')  ⇒  21:40:32.142Z
	time('21:40:32+01:00')  ⇒  21:40:32+01:00
	time('214032-0100')  ⇒  21:40:32-01:00
	time('21:40-01:30')  ⇒  21:40-01:30
	time('2140-00:00')  ⇒  21:40Z
	time('2140-02')  ⇒  21:40-02:00
	time('22+18:00')  ⇒  22:00+18:00
	localdatetime('2015-07-21T21:40:32.142')  ⇒  2015-07-21T21:40:32.142
	localdatetime('2015-W30-2T214032.142')  ⇒  2015-07-21T21:40:32.142
	localdatetime('2015-202T21:40:32')  ⇒  2015-07-21T21:40:32
	localdatetime('2015T214032')  ⇒  2015-01-01T21:40:32
	localdatetime('20150721T21:40')  ⇒  2015-07-21T21:40
	localdatetime('2015-W30T2140')  ⇒  2015-07-20T21:40
	localdatetime('2015202T21')  ⇒  2015-07-21T21:00
	datetime('2015-07-21T21:40:32.142+0100')  ⇒  2015-07-21T21:40:32.142+01:00
	datetime('2015-W30-2T214032.142Z')  ⇒  2015-07-21T21:40:32.142Z
	datetime('2015-202T21:40:32+01:00')  ⇒  2015-07-21T21:40:32+01:00
	datetime('2015T214032-0100')  ⇒  2015-01-01T21:40:32-01:00
	datetime('20150721T21:40-01:30')  ⇒  2015-07-21T21:40-01:30
	datetime('2015-W30T2140-00:00')  ⇒  2015-07-20T21:40Z
	datetime('2015-W30T2140-02')  ⇒  2015-07-20T21:40-02:00
	datetime('2015202T21+18:00')  ⇒  2015-07-21T21:00+18:00
	datetime('2015-07-21T21:40:32.142[Europe/London]')  ⇒  2015-07-21T21:40:32.142+01:00[Europe/London]
	datetime('2015-07-21T21:40:32.142-04[America/New_York]')  ⇒  2015-07-21T21:40:32.142-04:00[America/New_York]
	datetime('1818-07-21T21:40:32.142[Europe/Stockholm]')  ⇒  1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]
	duration('P14DT16H12M')  ⇒  P14DT16H12M
	duration('P5M1.5D')  ⇒  P5M1DT12H
	duration('P0.75M')  ⇒  P22DT19H51M49.5S
	duration('PT0.75M')  ⇒  PT45S
	duration('P2.5W')  ⇒  P17DT12H
	duration('P12Y5M14DT16H12M70S')  ⇒  P12Y5M14DT16H13M10S
	duration('P2012-02-02T14:37:21.545')  ⇒  P2012Y2M2DT14H37M21.545S
	date.truncate('millennium', date({year: 2017, month: 10, day: 11}), {day: 2})  ⇒  2000-01-02
	date.truncate('century', datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: '+01:00'}), {})  ⇒  1900-01-01
	date.truncate('weekYear', date({year: 1984, month: 2, day: 1}), {day: 5})  ⇒  1984-01-05
	date.truncate('weekYear', localdatetime({year: 1984, month: 1, day: 1, hour: 12}), {})  ⇒  1983-01-03
	date.truncate('week', date({year: 1984, month: 10, day: 11}), {dayOfWeek: 2})  ⇒  1984-10-09
	date.truncate('quarter', date({year: 1984, month: 11, day: 11}), {day: 2})  ⇒  1984-10-02
	datetime.truncate('millennium', date({year: 2017, month: 10, day: 11}), {timezone: 'Europe/Stockholm'})  ⇒  2000-01-01T00:00+01:00[Europe/Stockholm]
	datetime.truncate('day', datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, timezone: '-01:00'}), {nanosecond: 2})  ⇒  1984-10-11T00:00:00.000000002-01:00
	datetime.truncate('hour', datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, timezone: '-01:00'}), {timezone: 'Europe/Stockholm'})  ⇒  1984-10-11T12:00+01:00[Europe/Stockholm]
	datetime.truncate('millisecond', datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}), {nanosecond: 2})  ⇒  1984-10-11T12:31:14.645000002+01:00
	localtime.truncate('microsecond', localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}), {nanosecond: 2})  ⇒  12:31:14.645876002
	time.truncate('hour', time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '-01:00'}), {timezone: '+01:00'})  ⇒  12:00+01:00
	time.truncate('day', datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: '-01:00'}), {})  ⇒  00:00-01:00
	date({year: 1984, month: 10, day: 11}) + duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2})  ⇒  1997-03-25
	date({year: 1984, month: 10, day: 11}) - duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2})  ⇒  1972-04-27
	date({year: 1984, month: 10, day: 11}) + duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  1997-10-11
	date({year: 1984, month: 10, day: 11}) - duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  1971-10-12
	localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) + duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2})  ⇒  04:44:24.000000003
	localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) + duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  22:29:27.500000004
	localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) - duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  02:33:00.499999998
	localdatetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 1}) + duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  1997-10-11T22:29:27.500000004
	duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) + duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1})  ⇒  P24Y10M28DT32H26M20.000000002S
	duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) * 0.5  ⇒  P6Y2M22DT13H21M8S
	duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) / 2  ⇒  P6Y2M22DT13H21M8S
	duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) * 2  ⇒  P24Y10M28DT32H26M20.000000002S
	duration.between(date('1984-10-11'), date('2015-06-24'))  ⇒  P30Y8M13D
	duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142'))  ⇒  P31Y9M10DT21H45M22.142S
	duration.between(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100'))  ⇒  P30Y9M10DT21H40M32.142S
	duration.between(date('1984-10-11'), localtime('16:30'))  ⇒  PT16H30M
	duration.between(localtime('14:30'), date('2015-06-24'))  ⇒  PT-14H-30M
	duration.between(localtime('14:30'), time('16:30+0100'))  ⇒  PT2H
	duration.between(time('14:30'), datetime('2015-07-21T21:40:32.142+0100'))  ⇒  PT6H10M32.142S
	duration.between(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24'))  ⇒  P-27DT-21H-40M-32.142S
	duration.between(localdatetime('2014-07-21T21:40:36.143'), localdatetime('2014-07-21T21:40:36.142'))  ⇒  PT-0.001S
	duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), datetime({year: 2017, month: 10, day: 29, hour: 4, timezone: 'Europe/Stockholm'}))  ⇒  PT5H
	duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), localtime({hour: 4}))  ⇒  PT5H
	duration.inMonths(date('1984-10-11'), date('2015-06-24'))  ⇒  P30Y8M
	duration.inDays(date('1984-10-11'), date('2015-06-24'))  ⇒  P11213D
	duration.inDays(date('1984-10-11'), localtime('16:30'))  ⇒  PT0S
	duration.between(date('-999999999-01-01'), date('+999999999-12-31'))  ⇒  P1999999998Y11M30D
	duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59'))  ⇒  PT17531639991215H59M59S
	duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})  ⇒  P12Y11M29DT33H58M13.500000003S
	date('1984-10-11').week  ⇒  41
	date({year: 1984, month: 10, day: 11}).weekYear  ⇒  1984
	duration({years: 1, months: 4, days: 10, hours: 1, minutes: 1, seconds: 1, nanoseconds: 111111111}).milliseconds  ⇒  3661111
	datetime({year: 1984, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: 'Europe/Stockholm'}).epochMillis  ⇒  469020674645
	datetime({year: 1984, month: 11, day: 11, hour: 12, timezone: 'Europe/Stockholm'}).timezone  ⇒  'Europe/Stockholm'
	datetime({year: 1984, month: 11, day: 11, hour: 12, timezone: 'Europe/Stockholm'}).offsetMinutes  ⇒  60
	date({year: 2017, month: 13})  ⇒  ArgumentError InvalidArgumentValue (runtime)
	date('2015-13-01')  ⇒  ArgumentError InvalidArgumentValue (runtime)
	datetime({year: 2026, month: 3, day: 29, hour: 2, minute: 30, timezone: 'Europe/Stockholm'})  ⇒  2026-03-29T03:30+02:00[Europe/Stockholm]
	datetime('2026-03-29T00:30:00+01:00[Europe/Stockholm]') + duration('PT2H')  ⇒  2026-03-29T03:30+02:00[Europe/Stockholm]
	date()  ⇒  2026-03-29
	datetime()  ⇒  2026-03-29T01:02:03.5Z
`),
)("%s ⇒ %s", (expression, expected) => {
	expect(shown(expression)).toBe(expected);
});

const daysFromEpoch = fc.integer({ min: -100_000_000, max: 100_000_000 });

test("dates agree with those of JavaScript", () => {
	fc.assert(
		fc.property(daysFromEpoch, (day) => {
			const date = new Date(day * 86_400_000);
			const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
			const source = `date({year: ${year}, month: ${month}, day: ${dayOfMonth}})`;
			const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
			expect(shown(`[${source}.year, ${source}.month, ${source}.day, ${source}.dayOfWeek]`)).toBe(
				`[${year}, ${month}, ${dayOfMonth}, ${weekday}]`,
			);
			expect(shown(`duration.inDays(date('1970-01-01'), ${source}).days`)).toBe(String(day));
		}),
	);
});

test("what is written is read again", () => {
	fc.assert(
		fc.property(
			daysFromEpoch,
			fc.integer({ min: 0, max: 86_399 }),
			fc.integer({ min: 0, max: 999_999_999 }),
			fc.integer({ min: -64_800, max: 64_800 }),
			(day, second, nanosecond, offset) => {
				const at = `datetime.fromEpoch(${day * 86_400 + second}, ${nanosecond})`;
				const sign = offset < 0 ? "-" : "+";
				const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
				const size = Math.abs(offset);
				const zone = `${sign}${two(size / 3600)}:${two((size % 3600) / 60)}:${two(size % 60)}`;
				const moved = `datetime({datetime: ${at}, timezone: '${zone}'})`;
				expect(shown(`datetime(toString(${moved})) = ${moved}`)).toBe("true");
				expect(shown(`${moved}.epochSeconds = ${at}.epochSeconds`)).toBe("true");
				expect(shown(`localdatetime(toString(localdatetime(${at}))) = localdatetime(${at})`)).toBe("true");
			},
		),
	);
});

test("the time between two moments leads from one to the other", () => {
	const moment = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 });
	const zones = fc.constantFrom("UTC", "Europe/Stockholm", "America/New_York", "Asia/Shanghai", "+05:30");
	fc.assert(
		fc.property(moment, moment, zones, (from, to, zone) => {
			const [a, b] = [from, to].map((seconds) => `datetime({epochSeconds: ${seconds}, timezone: '${zone}'})`);
			expect(shown(`${a} + duration.inSeconds(${a}, ${b}) = ${b}`)).toBe("true");
			const [c, d] = [a, b].map((value) => `localdatetime(${value})`);
			expect(shown(`${c} + duration.between(${c}, ${d}) = ${d}`)).toBe("true");
		}),
	);
});

test("durations that are written are read again", () => {
	const amount = fc.integer({ min: -100_000, max: 100_000 });
	fc.assert(
		fc.property(
			amount,
			amount,
			amount,
			fc.integer({ min: -2e9, max: 2e9 }),
			(months, days, seconds, nanoseconds) => {
				const source = `duration({months: ${months}, days: ${days}, seconds: ${seconds}, nanoseconds: ${nanoseconds}})`;
				expect(shown(`duration(toString(${source})) = ${source}`)).toBe("true");
				expect(shown(`toString(${source} + ${source} * -1)`)).toBe("'PT0S'");
			},
		),
	);
});
