export function toBase64(bytes: Uint8Array): string {
	let text = "";
	// In pieces, because a call has room for some tens of thousands of arguments; three bytes are four signs.
	for (let i = 0; i < bytes.length; i += 24_576)
		text += btoa(String.fromCharCode(...bytes.subarray(i, i + 24_576)));
	return text;
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
