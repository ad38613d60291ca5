/** As texts are compared where case does not count: composed, in lower case. */
export function fold(text: string): string {
	return text.normalize("NFC").toLowerCase();
}
