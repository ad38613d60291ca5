import { askVerb, type Given } from "../../asking/ask-verb.js";
import { schemaOf } from "../../asking/graph-schema.js";
import type { LiveVault } from "../../asking/live-vault.js";
import { noteText } from "../../asking/note-text.js";
import { type Verb, verbNamed, verbs } from "../../asking/verbs.js";
import { version } from "../../version.js";
import type { Handler } from "../http-server.js";
import { isForeign } from "../is-for-us.js";
import { hasBody } from "../respond.js";
import { accepted, isKnown, send, sendJson, sendLines } from "./answer-json.js";
import { answerQuery } from "./answer-query.js";
import { ApiError, toProblem } from "./api-error.js";
import { mostRows, noteParameters, parametersOf, usualRows } from "./endpoints.js";
import { type Exchange, notAcceptable, opened, runOptions } from "./exchange.js";
import { openApi } from "./openapi.js";
import { readParameters } from "./parameters.js";
import { readJson } from "./read-body.js";

/** Questions that are answered at the same time. */
const mostAtOnce = 16;

export interface ApiOptions {
	/** Hears of bugs of ours. */
	readonly onBug?: (error: unknown) => void;
}

/** Answers questions about a vault under `/api`. Nothing that is asked changes anything. */
export function apiHandler(vault: LiveVault, { onBug }: ApiOptions = {}): Handler {
	let open = 0;
	return async (request, response) => {
		const gone = new AbortController();
		response.on("close", () => gone.abort());
		const exchange: Exchange = { request, response, vault, signal: gone.signal };
		if (open >= mostAtOnce) {
			response.setHeader("Retry-After", "1");
			return complain(exchange, new ApiError(503, "busy", "Too many questions at the same time."));
		}
		open++;
		try {
			await answer(exchange);
		} catch (error) {
			if (gone.signal.aborted) return;
			complain(exchange, error, onBug);
		} finally {
			open--;
		}
	};
}

function complain(exchange: Exchange, error: unknown, onBug?: (error: unknown) => void): void {
	const { request, response, graph } = exchange;
	const { status, error: told, bug } = toProblem(error, graph);
	if (bug) onBug?.(error);
	if (response.headersSent) {
		response.destroy();
		return;
	}
	// What has not been read of the body is not waited for.
	if (!request.complete) response.setHeader("Connection", "close");
	sendJson(request, response, { error: told }, { status });
}

async function answer(exchange: Exchange): Promise<void> {
	const { request, response } = exchange;
	if (isForeign(request)) throw new ApiError(403, "foreign", "Pages of other sites are not answered.");
	const [path, search] = split(request.url ?? "/");
	const route = path.slice("/api".length).replace(/^\//, "");
	if (route === "query") {
		allow(exchange, ["POST"]);
		return answerQuery(exchange, await readJson(request));
	}
	allow(exchange, ["GET", "HEAD"]);
	if (hasBody(request)) throw new ApiError(413, "body", "No body, please.");
	if (route === "") {
		readParameters(search, []);
		return sendJson(request, response, index());
	}
	if (route === "openapi.json") {
		readParameters(search, []);
		return sendJson(request, response, openApi());
	}
	if (route === "schema") {
		readParameters(search, []);
		const { open, digest } = await opened(exchange, false);
		if (isUnchanged(exchange, digest)) return;
		return sendJson(request, response, await schemaOf(open, runOptions(exchange)), { etag: etagOf(digest) });
	}
	if (route.startsWith("notes/")) return answerNote(exchange, route.slice("notes/".length), search);
	const verb = verbNamed(route);
	if (verb === undefined)
		throw new ApiError(404, "address", "There is nothing at this address.", "/api lists what there is");
	return answerVerb(exchange, verb, search);
}

function split(url: string): [path: string, search: URLSearchParams] {
	const at = url.indexOf("?");
	const path = at < 0 ? url : url.slice(0, at);
	return [
		path.replace(/#.*$/s, ""),
		new URLSearchParams(at < 0 ? "" : url.slice(at + 1).replace(/#.*$/s, "")),
	];
}

function allow({ request, response }: Exchange, methods: readonly string[]): void {
	if (methods.includes(request.method ?? "")) return;
	response.setHeader("Allow", methods.join(", "));
	throw new ApiError(405, "method", `Only ${methods.join(" and ")} here.`);
}

function index(): object {
	return {
		...{ name: "notapse", version },
		description: "/api/openapi.json",
		endpoints: ["query", "schema", "notes/{path}", ...verbs.map(({ name }) => name)].map(
			(name) => `/api/${name}`,
		),
	};
}

function etagOf(digest: string): string {
	return `"${digest}"`;
}

/** The same vault gives the same answers: then nothing is asked. */
function isUnchanged({ request, response }: Exchange, digest: string): boolean {
	const etag = etagOf(digest);
	if (!isKnown(request, etag)) return false;
	response.writeHead(304, { ETag: etag, Vary: "Accept" }).end();
	return true;
}

async function answerVerb(exchange: Exchange, verb: Verb, search: URLSearchParams): Promise<void> {
	const { request, response, signal } = exchange;
	const given = givenOf(verb, readParameters(search, parametersOf(verb)));
	const format = accepted(request, ["json", "ndjson"]);
	if (format === undefined) throw notAcceptable("application/json or application/x-ndjson");
	const { open, digest } = await opened(exchange, verb.network === true);
	if (isUnchanged(exchange, digest)) return;
	const told = await askVerb(open, verb, given, runOptions(exchange));
	if (format === "json") return sendJson(request, response, told, { etag: etagOf(digest) });
	response.setHeader("ETag", etagOf(digest));
	return sendLines(response, rowsIn(told), signal);
}

function givenOf(verb: Verb, parameters: ReadonlyMap<string, string>): Given {
	const count = (name: string): number | undefined =>
		parameters.has(name) ? Number(parameters.get(name)) : undefined;
	const limit = count("limit") ?? verb.limit ?? usualRows;
	return {
		names: parameters,
		limit: limit === 0 ? mostRows : limit,
		offset: count("offset") ?? 0,
		...(verb.depth !== undefined && { depth: count("depth") ?? verb.depth }),
	};
}

/** The list in an answer; an answer that has none is one record. */
function rowsIn(answer: Readonly<Record<string, unknown>>): readonly unknown[] {
	const { rows, related, suggestions, steps } = answer;
	const list = rows ?? related ?? suggestions ?? steps;
	return Array.isArray(list) ? list : [answer];
}

async function answerNote(exchange: Exchange, encoded: string, search: URLSearchParams): Promise<void> {
	const { request, response } = exchange;
	const section = readParameters(search, noteParameters).get("section");
	const format = accepted(request, ["json", "markdown"]);
	if (format === undefined) throw notAcceptable("application/json or text/markdown");
	const path = decoded(encoded);
	const { open, digest } = await opened(exchange, false);
	const concept = [path, `${path}.md`].find((one) => open.graph.nodeOf(one) !== undefined);
	// `?x` and `#x` are concepts too, but no paths.
	if (concept === undefined || /^[#?]/.test(path))
		throw new ApiError(404, "unknown-note", "There is no such note.");
	if (isUnchanged(exchange, digest)) return;
	const note = noteText(open, concept, section);
	const etag = etagOf(digest);
	if (format === "json") return sendJson(request, response, note, { etag });
	return send(request, response, note.text, { type: "text/markdown; charset=utf-8", etag });
}

/** Never a path on the disk: it is looked up among the notes that are known. */
function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		throw new ApiError(400, "address", "This address is not encoded as it should be.");
	}
}
