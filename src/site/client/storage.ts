/** What the reader chose. Browsers may refuse to remember (private windows, files); then nothing is remembered. */
export function recall(store: "local" | "session", key: string): string | null {
	try {
		return storage(store).getItem(prefix + key);
	} catch {
		return null;
	}
}

/** `null` forgets. */
export function remember(store: "local" | "session", key: string, value: string | null): void {
	try {
		if (value === null) storage(store).removeItem(prefix + key);
		else storage(store).setItem(prefix + key, value);
	} catch {
		// Not remembered.
	}
}

const prefix = "notapse-";

function storage(store: "local" | "session"): Storage {
	return store === "local" ? localStorage : sessionStorage;
}
