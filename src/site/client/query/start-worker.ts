/** From a text, because a page that is opened as a file may start no worker from another file. */
export function startWorker(scripts: readonly Uint8Array[]): Worker {
	const url = URL.createObjectURL(new Blob(scripts as unknown as BlobPart[], { type: "text/javascript" }));
	try {
		return new Worker(url);
	} catch {
		throw new NoWorker();
	} finally {
		// The worker has taken hold of it by then, but not every browser has read it.
		setTimeout(() => URL.revokeObjectURL(url), 10_000);
	}
}

export class NoWorker extends Error {}

/** When the page has nothing better to do. */
export function idle(): Promise<void> {
	return new Promise((resolve) => {
		if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 500 });
		else setTimeout(resolve, 100);
	});
}

/** Whether the reader wants nothing to be loaded that may not be needed. */
export function sparesData(): boolean {
	const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
	return connection?.saveData === true;
}
