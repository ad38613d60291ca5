import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { LiveVault } from "../asking/live-vault.js";
import { type ApiOptions, apiHandler } from "./api/api.js";
import { type HttpListener, type ListenOptions, listen } from "./http-server.js";
import { siteHandler } from "./serve-site.js";

export interface ServeVaultOptions extends ListenOptions, ApiOptions {
	/** Folder of the compiled site, shown beside the API. */
	readonly site?: string;
}

/** The API of a vault under `/api`, and its site, if there is one. */
export async function serveVault(vault: LiveVault, options: ServeVaultOptions = {}): Promise<HttpListener> {
	const api = apiHandler(vault, options);
	const site = options.site === undefined ? undefined : siteHandler(options.site);
	return listen((request, response) => {
		const isApi = /^\/api(?:[/?#]|$)/.test(request.url ?? "");
		return isApi || site === undefined ? api(request, response) : site(request, response);
	}, options);
}

/** Whether a folder holds a site. */
export async function hasSite(folder: string): Promise<boolean> {
	return (await stat(join(folder, "index.html")).catch(() => undefined))?.isFile() ?? false;
}
