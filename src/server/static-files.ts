import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** The answer to "which file of the site is this address?". */
export type Target =
	| {
			readonly kind: "file";
			readonly file: FileHandle;
			readonly size: number;
			readonly etag: string;
			readonly type: string;
	  }
	/** A folder without its trailing slash: where to go instead. */
	| { readonly kind: "moved"; readonly location: string }
	| { readonly kind: "missing" }
	/** No browser asks like this. */
	| { readonly kind: "refused" };

/** Looks an address up in the site. The caller closes the file. */
export async function findFile(root: string, url: string): Promise<Target> {
	const segments = segmentsOf(url);
	if (segments === undefined) return { kind: "refused" };
	if (segments.some((segment) => segment.startsWith("."))) return { kind: "missing" };
	const folder = segments.at(-1) === "";
	const names = segments.filter((segment, index) => segment !== "" || index < segments.length - 1);
	if (names.includes("")) return { kind: "missing" };
	if (folder) return openIn(root, [...names, "index.html"]);
	const exact = await openIn(root, names);
	if (exact.kind === "file") return exact;
	if (await exists(root, [...names, "index.html"]))
		return { kind: "moved", location: `/${names.map(encodeURIComponent).join("/")}/` };
	return openIn(root, [...names.slice(0, -1), `${names.at(-1)}.html`]);
}

/** The path's decoded segments; undefined for what could mean a path other than it seems. */
function segmentsOf(url: string): string[] | undefined {
	if (!url.startsWith("/")) return undefined;
	const path = url.replace(/[?#].*$/s, "");
	const segments: string[] = [];
	for (const part of path.slice(1).split("/")) {
		const segment = decode(part);
		// Decoded once: an encoded slash, backslash, NUL or other control makes no name.
		if (segment === undefined || /[/\\\u0000-\u001f\u007f]/.test(segment)) return undefined;
		if (segment === "." || segment === "..") return undefined;
		segments.push(segment);
	}
	return segments;
}

function decode(part: string): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}

async function openIn(root: string, names: readonly string[]): Promise<Target> {
	const path = await inside(root, names);
	if (path === undefined) return { kind: "missing" };
	const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => undefined);
	if (file === undefined) return { kind: "missing" };
	const found = await file.stat();
	if (!found.isFile()) {
		await file.close();
		return { kind: "missing" };
	}
	const etag = `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}-${found.ino.toString(36)}"`;
	return { kind: "file", file, size: found.size, etag, type: typeOf(path) };
}

/** The real path, if it lies in the site: a symbolic link to elsewhere is none of the site's. */
async function inside(root: string, names: readonly string[]): Promise<string | undefined> {
	const base = await realpath(root).catch(() => undefined);
	if (base === undefined) return undefined;
	const path = await realpath(join(base, ...names)).catch(() => undefined);
	return path?.startsWith(base.endsWith(sep) ? base : base + sep) ? path : undefined;
}

async function exists(root: string, names: readonly string[]): Promise<boolean> {
	return (await inside(root, names)) !== undefined;
}

const types: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".htm": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".map": "application/json; charset=utf-8",
	".xml": "application/xml; charset=utf-8",
	".txt": "text/plain; charset=utf-8",
	".md": "text/markdown; charset=utf-8",
	".canvas": "application/json; charset=utf-8",
	".csv": "text/csv; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	".jpg": "image/jpeg",
	".jpeg": "image/jpeg",
	".gif": "image/gif",
	".webp": "image/webp",
	".avif": "image/avif",
	".bmp": "image/bmp",
	".ico": "image/x-icon",
	".mp3": "audio/mpeg",
	".m4a": "audio/mp4",
	".wav": "audio/wav",
	".ogg": "audio/ogg",
	".oga": "audio/ogg",
	".opus": "audio/ogg",
	".flac": "audio/flac",
	".3gp": "video/3gpp",
	".mp4": "video/mp4",
	".m4v": "video/mp4",
	".webm": "video/webm",
	".ogv": "video/ogg",
	".mov": "video/quicktime",
	".mkv": "video/x-matroska",
	".pdf": "application/pdf",
	".woff2": "font/woff2",
	".woff": "font/woff",
	".ttf": "font/ttf",
	".otf": "font/otf",
	".wasm": "application/wasm",
	".webmanifest": "application/manifest+json; charset=utf-8",
};

function typeOf(path: string): string {
	return types[extname(path).toLowerCase()] ?? "application/octet-stream";
}
