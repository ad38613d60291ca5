import type { VaultPath } from "../../model/index.js";

/** How a browser can show a file of the vault. */
export type MediaKind = "image" | "audio" | "video" | "pdf" | "base" | "file";

export function mediaKind(path: VaultPath): MediaKind {
	return kinds.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? "file";
}

const kinds: ReadonlyMap<string, MediaKind> = new Map([
	...entries("image", "png jpg jpeg jfif gif webp avif bmp ico apng svg"),
	...entries("audio", "mp3 m4a aac wav ogg oga opus flac 3gp"),
	...entries("video", "mp4 m4v webm ogv mov mkv"),
	...entries("pdf", "pdf"),
	...entries("base", "base"),
]);

function entries(kind: MediaKind, extensions: string): [string, MediaKind][] {
	return extensions.split(" ").map((extension) => [extension, kind]);
}
