import { foldName, type Note, type ResolvedLink, type VaultPath } from "../../model/index.js";
import { mediaKind } from "./media.js";
import type { Resources } from "./resources.js";

/** The picture that stands for a note elsewhere: a property's, else the first one that it shows. */
export function pictureOf(
	note: Note,
	links: readonly ResolvedLink[],
	resources: Resources,
): VaultPath | undefined {
	const isPicture = ({ link, resolution }: ResolvedLink) =>
		resolution.kind !== "missing" && link.comment !== true && mediaKind(resolution.path) === "image";
	const pictures = links.filter(isPicture);
	const named = pictures.find(({ link }) => link.property !== undefined && isPictureKey(link.property));
	const shown = pictures.find(({ link }) => link.kind === "embed" && link.property === undefined);
	return pathOf(named) ?? plainProperty(note, resources) ?? pathOf(shown);
}

function pathOf(resolved: ResolvedLink | undefined): VaultPath | undefined {
	return resolved === undefined || resolved.resolution.kind === "missing"
		? undefined
		: resolved.resolution.path;
}

/** `cover: pictures/a.png`, written without brackets. */
function plainProperty(note: Note, resources: Resources): VaultPath | undefined {
	for (const { key, value } of note.properties) {
		if (!isPictureKey(key) || typeof value !== "string") continue;
		const path = resources.find(value, note.path);
		if (path !== undefined && mediaKind(path) === "image") return path;
	}
	return undefined;
}

function isPictureKey(key: string): boolean {
	return ["image", "cover", "banner", "thumbnail"].includes(foldName(key));
}
