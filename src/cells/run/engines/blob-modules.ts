import type { Library } from "./outputs.js";
import type { EvaluateCommand } from "./protocol.js";
import type { Engine } from "./world.js";

/** Modules of a worker that may load nothing: each is a blob of its own, and imports name the blobs of others. */
export interface BlobModules extends Pick<Engine, "names" | "evaluate"> {
	/** What imports of this number lead to. */
	set(target: number, text: string): void;
	connect(libraryText: string): Promise<Library>;
}

/**
 * To be made before any cell runs: it keeps what it needs of the globals.
 *
 * @param pattern finds addresses of blobs in a text
 */
export function blobModules(pattern: RegExp): BlobModules {
	const createUrl = URL.createObjectURL.bind(URL);
	const { Blob: RealBlob } = globalThis;
	const cellOf = new Map<string, number>();
	const urlOf = new Map<number, string>();
	let labels: ReadonlyMap<number, string> = new Map();

	const makeUrl = (text: string) => createUrl(new RealBlob([text], { type: "text/javascript" }));

	return {
		names: {
			pattern,
			cellOf: (url) => cellOf.get(url),
			labelOf: (url) => labels.get(cellOf.get(url) ?? -1) ?? "cell",
		},
		set: (target, text) => void urlOf.set(target, makeUrl(text)),
		async connect(libraryText) {
			const url = makeUrl(libraryText);
			urlOf.set(library, url);
			return ((await import(url)) as { connect(): Library }).connect();
		},
		async evaluate(command: EvaluateCommand) {
			labels = new Map(command.labels);
			let { text } = command;
			for (const [placeholder, target] of command.links)
				text = text.replaceAll(placeholder, () => urlOf.get(Number(target)) ?? "blob:null/missing");
			const url = makeUrl(text);
			urlOf.set(command.cell, url);
			cellOf.set(url, command.cell);
			if (!command.thenable) return { namespace: await import(url) };
			// A promise for a namespace with a `then` would call it; from this wrapper it is only handed over.
			const wrapper = makeUrl(
				`import * as namespace from "${url}"; export const get = () => ({ namespace });`,
			);
			return ((await import(wrapper)) as { get(): { namespace: object } }).get();
		},
	};
}

/** Whose number the library has among the targets of imports. */
const library = -1;
