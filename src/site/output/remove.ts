import { join } from "node:path";
import type { SitePath } from "../../model/index.js";
import type { Disk } from "./disk.js";
import { manifestPath } from "./manifest.js";
import { isDesktopFile, listTree, ownPaths } from "./tree.js";

/**
 * Deletes from a folder the files that its manifest or plan lists, then the folders that are empty: the only
 * way in which notapse deletes anything. Of a folder with neither, only the beginnings of a plan go. The manifest goes last, so that a removal can be taken up again. Files
 * of the desktop go too: the folder is one of two, and they have a name in the other.
 *
 * @returns what is left because it is not ours
 */
export function removeOwn(disk: Disk, root: string): readonly SitePath[] {
	const listed = ownPaths(root);
	const own = {
		has: (path: SitePath) => listed.has(path) || (listed.has(manifestPath) && isDesktopFile(path)),
	};
	const tree = listTree(root);
	const around = manifestPath.slice(0, manifestPath.indexOf("/"));
	for (const path of tree.files) if (own.has(path) && path !== manifestPath) disk.unlink(join(root, path));
	if (listed.has(manifestPath))
		for (const path of tree.folders) if (path !== around) disk.removeFolder(join(root, path));
	if (own.has(manifestPath)) disk.unlink(join(root, manifestPath));
	if (tree.folders.includes(around)) disk.removeFolder(join(root, around));
	disk.removeFolder(root);
	return [...tree.files.filter((path) => !own.has(path)), ...tree.others].sort();
}
