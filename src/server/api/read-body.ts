import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.js";

/** Bytes. */
const mostBody = 1_000_000;

/** A JSON document of a megabyte at most, and called by that name: forms of foreign pages cannot send one. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
	const type = request.headers["content-type"] ?? "";
	if (!/^application\/json\s*(;|$)/i.test(type))
		throw new ApiError(415, "body", "The body has to be application/json.");
	const announced = Number(request.headers["content-length"] ?? 0);
	if (announced > mostBody) throw tooLarge();
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > mostBody) throw tooLarge();
		chunks.push(chunk as Buffer);
	}
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
	} catch {
		throw new ApiError(400, "body", "The body is not JSON in UTF-8.");
	}
}

function tooLarge(): ApiError {
	return new ApiError(413, "body", `The body has more than ${mostBody} bytes.`);
}
