/** As long as the URL that takes its place in a sandbox, so that columns stay: `blob:null/` and a UUID. */
export function placeholder(target: number): string {
	const number = Math.abs(target + 1)
		.toString(16)
		.padStart(12, "0");
	return `cell:note/00000000-0000-4000-${target < -1 ? "9" : "8"}000-${number}`;
}
