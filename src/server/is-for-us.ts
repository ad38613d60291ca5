import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * A page on another site can make its own name point to this machine, and would then share our origin: so the
 * name must be ours, or an address, which cannot be made to point elsewhere. Node shows only the first of two
 * Host headers, and a proxy might go by the second: hence the raw ones.
 */
export function isForUs(request: IncomingMessage, host: string): boolean {
	const hosts = rawHeader(request, "host");
	const origins = rawHeader(request, "origin");
	if (hosts.length !== 1 || origins.length > 1) return false;
	const name = hostName(hosts[0] ?? "");
	if (name === undefined || !isOurName(name, host)) return false;
	return origins.length === 0 || origins[0] === `http://${hosts[0]}`;
}

function rawHeader({ rawHeaders }: IncomingMessage, name: string): string[] {
	return rawHeaders.filter(
		(_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
	);
}

/** `[::1]:4747` → `::1`. */
function hostName(header: string): string | undefined {
	const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header);
	return (match?.[1] ?? match?.[2])?.toLowerCase();
}

function isOurName(name: string, host: string): boolean {
	return (
		name === "localhost" || name.endsWith(".localhost") || name === host.toLowerCase() || isIP(name) !== 0
	);
}

/**
 * Whether a page of another site asks, which browsers say and other programs do not. Pages of other servers of this
 * machine are other sites too.
 */
export function isForeign({ headers }: IncomingMessage): boolean {
	const site = headers["sec-fetch-site"];
	return site !== undefined && site !== "same-origin" && site !== "none";
}
