/** The signs of the Tasks plugin, with a date behind them; each counts once in an item. */
const signs: readonly (readonly [key: string, pattern: RegExp])[] = [
	["created", /\u{2795}\s{0,50}(\d{4}-\d{2}-\d{2})/u],
	["start", /\u{1F6EB}\s{0,50}(\d{4}-\d{2}-\d{2})/u],
	["scheduled", /[\u{23F3}\u{231B}]\s{0,50}(\d{4}-\d{2}-\d{2})/u],
	["due", /[\u{1F4C5}\u{1F4C6}\u{1F5D3}]\u{FE0F}?\s{0,50}(\d{4}-\d{2}-\d{2})/u],
	["completion", /\u{2705}\s{0,50}(\d{4}-\d{2}-\d{2})/u],
];

const any = /[\u{2795}\u{1F6EB}\u{23F3}\u{231B}\u{1F4C5}\u{1F4C6}\u{1F5D3}\u{2705}]/u;

/** `📅 2026-11-23`, in the order in which they stand. */
export function emojiFields(text: string): readonly (readonly [key: string, value: string])[] {
	if (!any.test(text)) return [];
	return signs
		.flatMap(([key, pattern]) => {
			const found = pattern.exec(text);
			return found === null ? [] : [{ key, value: found[1]!, at: found.index }];
		})
		.sort((a, b) => a.at - b.at)
		.map(({ key, value }) => [key, value]);
}
