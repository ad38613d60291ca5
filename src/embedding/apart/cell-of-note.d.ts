/** What the note exports; anything. */
declare module "notapse:cell" {
	export const cell: unknown;
}
