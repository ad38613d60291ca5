import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { SitePath } from "../../model/index.js";
import { type Disk, type FileFacts, factsAt, type NewFile } from "./disk.js";
import { encodePlan, type ManifestEntry, manifestDraft, manifestPath } from "./manifest.js";
import type { Places } from "./places.js";
import { isDesktopFile, listTree } from "./tree.js";

/** The new site while it is being made, beside the old one. */
export interface Stage {
	/** A file that is in the old site as it should be: a further name for it, without reading or writing. */
	keep(path: SitePath, facts: FileFacts): void;
	add(path: SitePath, pieces: Pieces): Promise<ManifestEntry>;
	/** Writes the manifest, and waits until everything is safe on the disk. */
	complete(manifest: string): Promise<void>;
	/** How the files that were kept and added can be known again. */
	readonly facts: ReadonlyMap<SitePath, FileFacts>;
}

export type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Nothing is made until a file differs from the old site: a build that changes nothing leaves no trace. Then
 * the files that were kept so far get their names all at once.
 *
 * @param paths all that the site is going to hold: the plan by which a killed run is cleared away
 */
export function createStage(disk: Disk, { out, fresh }: Places, paths: readonly SitePath[]): Stage {
	const folders = new Set<string>();
	const facts = new Map<SitePath, FileFacts>();
	let open = false;

	const openStage = async (): Promise<void> => {
		if (open) return;
		open = true;
		const kept = [...facts.keys()];
		disk.makeFolder(fresh);
		await writeManifest(encodePlan(paths));
		for (const path of kept) link(path);
	};
	const link = (path: SitePath) => {
		makeFolders(path);
		const copied = disk.link(join(out, path), join(fresh, path)) === "copied";
		if (copied) facts.set(path, factsAt(join(fresh, path))!);
	};
	const makeFolders = (path: SitePath) => {
		const folder = dirname(path);
		if (folder === "." || folders.has(folder)) return;
		makeFolders(folder);
		disk.makeFolder(join(fresh, folder));
		folders.add(folder);
	};
	const write = async (path: SitePath, pieces: Pieces) => {
		makeFolders(path);
		return copyInto(disk.createFile(join(fresh, path)), pieces);
	};
	const writeManifest = async (text: string) => {
		const written = await write(manifestDraft, [Buffer.from(text, "utf8")]);
		disk.rename(join(fresh, manifestDraft), join(fresh, manifestPath));
		facts.set(manifestPath, written.facts);
	};

	return {
		facts,
		keep: (path, known) => {
			facts.set(path, known);
			if (open) link(path);
		},
		add: async (path, pieces) => {
			await openStage();
			const written = await write(path, pieces);
			facts.set(path, written.facts);
			return written.entry;
		},
		complete: async (manifest) => {
			await openStage();
			// What the desktop has left in our folders is not ours to delete.
			for (const path of listTree(out).files) if (isDesktopFile(path)) link(path);
			await writeManifest(manifest);
			await disk.settle();
			// Names need no more than this: a journal keeps their order, and the swap is the last of them.
			disk.syncFolder(fresh);
		},
	};
}

/** All of it or nothing: a file that cannot be read to its end does not stay. */
async function copyInto(file: NewFile, pieces: Pieces): Promise<{ entry: ManifestEntry; facts: FileFacts }> {
	const hash = createHash("sha256");
	let size = 0;
	try {
		for await (const piece of pieces) {
			hash.update(piece);
			file.write(piece);
			size += piece.length;
		}
	} catch (error) {
		file.abandon();
		throw error;
	}
	return { entry: { hash: hash.digest("hex"), size }, facts: file.finish() };
}
