import { inspectText } from "./text.js";

/** What `console.log` would print of these arguments: `%s %d %i %f %o %O %j %c %%` in the first are filled in. */
export function formatLog(values: readonly unknown[]): string {
	const [first, ...others] = values;
	if (typeof first !== "string" || others.length === 0) return values.map(inspectText).join(" ");
	const text = first.replace(/%[sdifoOjc%]/g, (mark) => {
		if (mark === "%%") return "%";
		if (others.length === 0) return mark;
		const value = others.shift();
		if (mark === "%c") return "";
		return "dif".includes(mark[1]!) ? numberOf(value, mark) : inspectText(value);
	});
	return [text, ...others.map(inspectText)].join(" ");
}

function numberOf(value: unknown, mark: string): string {
	if (typeof value === "bigint") return `${value}n`;
	if (typeof value !== "number" && typeof value !== "string") return "NaN";
	const x = Number(value);
	return String(mark === "%i" ? Math.trunc(x) : x);
}
