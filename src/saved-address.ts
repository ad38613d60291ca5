import { fileURLToPath } from "node:url";

/** The file that an address names, if it does: `file:///home/me/notes.graph`, or a path that ends in `.graph`. */
export function savedFile(address: string): string | undefined {
	if (/^file:/i.test(address) && URL.canParse(address)) return fileURLToPath(address);
	return /\.graph$/i.test(address) && !address.includes("://") ? address : undefined;
}
