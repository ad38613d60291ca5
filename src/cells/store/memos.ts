import { createHash } from "node:crypto";
import type { RecordFolder } from "./files.js";

/**
 * What cells have asked to be kept: text under its own key, beside the records and not committed. `scope` holds all
 * that may change such a value and is not said in the cell's own key for it.
 */
export interface Memos {
	get(scope: string, key: string): string | undefined;
	set(scope: string, key: string, value: string): void;
	/** Takes away the oldest, when there are too many. */
	prune(): void;
}

const longest = 200_000_000;
/** Bytes of all that is kept. */
const most = 512 * 2 ** 20;

export function openMemos(folder: RecordFolder): Memos {
	let isChanged = false;
	const nameOf = (scope: string, key: string) => {
		const name = createHash("sha256")
			.update(JSON.stringify([scope, key]))
			.digest("hex");
		return `memo/${name}.txt`;
	};
	return {
		/** The first line is the SHA-256 of the rest. */
		get(scope, key) {
			const text = folder.read(nameOf(scope, key), longest);
			if (text?.[64] !== "\n") return undefined;
			const value = text.slice(65);
			return text.startsWith(hash(value)) ? value : undefined;
		},
		set(scope, key, value) {
			if (value.length >= longest / 4) return;
			isChanged = true;
			folder.write(nameOf(scope, key), `${hash(value)}\n${value}`);
		},
		prune() {
			if (!isChanged) return;
			const files = folder.list("memo").map((name) => ({ name, ...folder.stat(`memo/${name}`) }));
			let bytes = 0;
			for (const { name, size } of files.sort((a, b) => b.time - a.time)) {
				bytes += size;
				if (bytes > most) folder.remove(`memo/${name}`);
			}
		},
	};
}

function hash(value: string): string {
	return createHash("sha256").update(value).digest("hex");
}
