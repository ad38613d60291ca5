import type { Load } from "../search/index-reader.js";
import { fromCharacters, fromScript, scriptCharset } from "../search/script.js";
import { openedAsFile, siteUrl } from "./dom.js";

/** Gets a file of the search index: from a server by fetching, from the disk by running it as a script. */
export const loadIndexFile: Load = async (path, version) => {
	const url = siteUrl(path);
	return inflate(openedAsFile ? await runScript(url) : await fetchScript(url, version));
};

/** The first file is asked for afresh; it knows the version under which the others may come from the cache. */
async function fetchScript(url: URL, version: string | undefined): Promise<Uint8Array<ArrayBuffer>> {
	if (version !== undefined) url.searchParams.set("v", version);
	const response = await fetch(url, { cache: version === undefined ? "no-cache" : "default" });
	if (!response.ok) throw new Error(`${response.status} ${url.pathname}`);
	return fromScript(new Uint8Array(await response.arrayBuffer()));
}

function runScript(url: URL): Promise<Uint8Array<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const script: HTMLScriptElement & { bytes?: string } = document.createElement("script");
		script.charset = scriptCharset;
		script.src = url.href;
		script.onload = () => {
			script.remove();
			if (script.bytes === undefined) reject(new Error(url.pathname));
			else resolve(fromCharacters(script.bytes));
		};
		script.onerror = () => {
			script.remove();
			reject(new Error(url.pathname));
		};
		document.head.append(script);
	});
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
