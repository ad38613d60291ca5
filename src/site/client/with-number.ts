/** A text with its number filled in, in the singular or the plural where it has both. */
export function withNumber(text: string, n?: number): string {
	const forms = text.split("|");
	const form = forms[n === 1 ? 0 : forms.length - 1] ?? "";
	return n === undefined ? form : form.replace("{n}", grouped(n));
}

/** Written out, because `toLocaleString` depends on the machine. */
function grouped(n: number): string {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
