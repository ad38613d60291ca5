/**
 * Runs a script of the site and answers what it leaves on its own element: that works from a server and from the disk,
 * and puts no name into the page.
 */
export function loadScript<T>(address: string, property: string): Promise<T> {
	const known = loads.get(address) as Promise<T> | undefined;
	if (known !== undefined) return known;
	const load = new Promise<T>((resolve, reject) => {
		const script = document.createElement("script");
		script.charset = "utf-8";
		script.src = address;
		script.onload = () => {
			const left = (script as unknown as Record<string, unknown>)[property];
			script.remove();
			if (left === undefined) reject(new Error(address));
			else resolve(left as T);
		};
		script.onerror = () => {
			script.remove();
			reject(new Error(address));
		};
		document.head.append(script);
	});
	loads.set(address, load);
	// Who is offline for a moment may try again.
	load.catch(() => loads.delete(address));
	return load;
}

const loads = new Map<string, Promise<unknown>>();
