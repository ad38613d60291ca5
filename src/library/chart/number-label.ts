/** Numbers as they stand beside an axis: `−0.25`, `12 000`, `2.5×10⁶`. */

/** `decimals` are those that the step between labels needs. */
export function fixedLabel(x: number, decimals: number): string {
	const text = Math.abs(x).toFixed(Math.max(0, Math.min(20, decimals)));
	const [whole = "", fraction] = text.split(".");
	const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, "\u202f") : whole;
	return withSign(x, fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/** With a power of ten, to at most so many digits. */
export function powerLabel(x: number, digits: number): string {
	if (x === 0) return "0";
	const [mantissa = "", exponent = ""] = Math.abs(x)
		.toExponential(Math.max(0, digits - 1))
		.split("e");
	const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
	const power = `10${raised(Number(exponent))}`;
	return withSign(x, short === "1" ? power : `${short}×${power}`);
}

/** To so many digits, in whichever way is shorter to read. */
export function valueLabel(x: number, digits = 3): string {
	if (!Number.isFinite(x)) return Number.isNaN(x) ? "" : withSign(x, "∞");
	const size = Math.abs(x);
	if (x !== 0 && (size < 1e-3 || size >= 1e6)) return powerLabel(x, digits);
	const [whole = "", fraction] = String(
		Number(size.toPrecision(Math.max(digits, Math.trunc(size).toString().length))),
	).split(".");
	const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, "\u202f") : whole;
	return withSign(x, fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

function withSign(x: number, text: string): string {
	return x < 0 && /[1-9∞]/.test(text) ? `−${text}` : text;
}

function raised(exponent: number): string {
	return String(exponent).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));
}
