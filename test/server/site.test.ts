import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SiteServer, serveSite } from "../../src/server/index.js";

let folder: string;
let server: SiteServer;
let port: number;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "notapse-serve-"));
	const site = join(folder, "site");
	await mkdir(join(site, "学习"), { recursive: true });
	await mkdir(join(site, ".git"));
	await writeFile(join(folder, "secret.txt"), "secret");
	await writeFile(join(site, ".git", "config"), "secret");
	await writeFile(join(site, "index.html"), "<html><body>home</body></html>");
	await writeFile(join(site, "404.html"), "<body>nothing here</body>");
	await writeFile(join(site, "学习", "index.html"), "<body>folder</body>");
	await writeFile(join(site, "学习", "笔记 1.html"), "<body>note</body>");
	await writeFile(join(site, "draw.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
	await writeFile(join(site, "sound.mp3"), "0123456789");
	await writeFile(join(site, "terms.gz"), "packed");
	await writeFile(join(site, "empty.txt"), "");
	await symlink(join(folder, "secret.txt"), join(site, "leak.txt"));
	await symlink(folder, join(site, "up"));
	server = await serveSite(site, { live: true });
	port = Number(new URL(server.url).port);
});

afterAll(async () => {
	await server.close();
	await rm(folder, { recursive: true });
});

interface Answer {
	readonly status: number;
	readonly head: string;
	readonly body: string;
}

/** What the server says to these lines, sent as they are. */
function raw(...lines: string[]): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, "127.0.0.1", () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
		let text = "";
		socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
		socket.on("data", (chunk) => {
			text += chunk;
		});
		socket.on("error", reject);
		socket.on("close", () => {
			const [head = "", body = ""] = text.split(/\r\n\r\n(.*)/s);
			resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body });
		});
	});
}

function get(path: string, ...headers: string[]): Promise<Answer> {
	return raw(`GET ${path} HTTP/1.1`, `Host: localhost:${port}`, "Connection: close", ...headers);
}

describe("files", () => {
	it.each([
		["/", 200, "text/html; charset=utf-8", "home"],
		["/index.html?x=/../#y", 200, "text/html; charset=utf-8", "home"],
		["/%E5%AD%A6%E4%B9%A0/", 200, "text/html; charset=utf-8", "folder"],
		["/%E5%AD%A6%E4%B9%A0/%E7%AC%94%E8%AE%B0%201.html", 200, "text/html; charset=utf-8", "note"],
		["/%E5%AD%A6%E4%B9%A0/%E7%AC%94%E8%AE%B0%201", 200, "text/html; charset=utf-8", "note"],
		["/draw.svg", 200, "image/svg+xml", "<svg"],
		["/sound.mp3", 200, "audio/mpeg", "0123456789"],
		["/terms.gz", 200, "application/octet-stream", "packed"],
		["/empty.txt", 200, "text/plain; charset=utf-8", ""],
		["/nowhere", 404, "text/html; charset=utf-8", "nothing here"],
	])("%s is %i %s", async (path, status, type, content) => {
		const answer = await get(path);
		expect(answer.status).toBe(status);
		expect(answer.head).toContain(`Content-Type: ${type}\r\n`);
		expect(answer.head).toContain("X-Content-Type-Options: nosniff");
		expect(answer.head).not.toContain("Access-Control");
		expect(answer.head).not.toContain("Content-Encoding");
		expect(answer.body).toContain(content);
	});

	it("leads from a folder to its page, on this server", async () => {
		const answer = await get("/%E5%AD%A6%E4%B9%A0");
		expect(answer.status).toBe(301);
		expect(answer.head).toContain("Location: /%E5%AD%A6%E4%B9%A0/\r\n");
	});

	it("gives no body to HEAD", async () => {
		const answer = await raw("HEAD /sound.mp3 HTTP/1.1", `Host: localhost:${port}`, "Connection: close");
		expect(answer).toMatchObject({ status: 200, body: "" });
		expect(answer.head).toContain("Content-Length: 10");
	});

	it("says nothing twice to who has it", async () => {
		const etag = /ETag: (.*)/.exec((await get("/sound.mp3")).head)?.[1] ?? "";
		expect(await get("/sound.mp3", `If-None-Match: ${etag}`)).toMatchObject({ status: 304, body: "" });
	});

	it.each([
		["bytes=2-4", 206, "234"],
		["bytes=7-", 206, "789"],
		["bytes=-2", 206, "89"],
		["bytes=5-99", 206, "56789"],
		["bytes=10-", 416, ""],
		["bytes=4-2", 200, "0123456789"],
		["bytes=-0", 416, ""],
		["bytes=1-2,4-5", 200, "0123456789"],
		["bytes=-", 200, "0123456789"],
	])("Range: %s is %i", async (range, status, body) => {
		expect(await get("/sound.mp3", `Range: ${range}`)).toMatchObject({ status, body });
	});

	it("lets no drawing run scripts", async () => {
		expect((await get("/draw.svg")).head).toMatch(/Content-Security-Policy: default-src 'none'.*sandbox/);
	});
});

describe("hostile paths", () => {
	it.each([
		"/../secret.txt",
		"/..%2fsecret.txt",
		"/%2e%2e/secret.txt",
		"/%2e%2e%2fsecret.txt",
		"/%252e%252e/secret.txt",
		"/..%5csecret.txt",
		"/..\\secret.txt",
		"//secret.txt",
		"//127.0.0.1/%2e%2e",
		"/x/../../secret.txt",
		"/./secret.txt",
		"/index.html%00.txt",
		"/index.html%0d%0aX-Evil:%20yes",
		"/%",
		"/%c0%ae%c0%ae/secret.txt",
		"/.git/config",
		"/%2egit/config",
		"/leak.txt",
		"/up/secret.txt",
		"secret.txt",
		"http://localhost/index.html",
		"*",
	])("%s shows nothing", async (path) => {
		const answer = await get(path);
		expect([400, 404]).toContain(answer.status);
		expect(answer.head + answer.body).not.toMatch(/secret|X-Evil/);
	});
});

describe("hostile callers", () => {
	const request = (...headers: string[]) => raw("GET / HTTP/1.1", "Connection: close", ...headers);

	it.each([
		["a foreign name", ["Host: evil.example"]],
		["a name like ours", ["Host: localhost.evil.example"]],
		["two names, ours first", ["Host: localhost", "Host: evil.example"]],
		["two names, ours last", ["Host: evil.example", "Host: localhost"]],
		["a name with a user", ["Host: localhost@evil.example"]],
		["a foreign origin", ["Host: localhost", "Origin: http://evil.example"]],
		["an opaque origin", ["Host: localhost", "Origin: null"]],
		["another port's origin", ["Host: localhost:4747", "Origin: http://localhost:80"]],
	])("%s is refused", async (_what, headers) => {
		const answer = await request(...headers);
		expect([400, 403]).toContain(answer.status);
		expect(answer.body).not.toContain("home");
	});

	it.each([
		["localhost", ["Host: localhost"]],
		["an address", ["Host: 127.0.0.1:1"]],
		["an IPv6 address", ["Host: [::1]:4747"]],
		["its own origin", ["Host: localhost:4747", "Origin: http://localhost:4747"]],
	])("%s is answered", async (_what, headers) => {
		expect(await request(...headers)).toMatchObject({ status: 200 });
	});

	it("no name at all is refused", async () => {
		expect((await request()).status).toBe(400);
		expect((await raw("GET / HTTP/1.0")).status).toBe(403);
	});

	it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])("%s is refused", async (method) => {
		const answer = await raw(`${method} / HTTP/1.1`, "Host: localhost");
		expect(answer.status).toBe(405);
		expect(answer.head).toContain("Allow: GET, HEAD");
	});

	it("a body is refused", async () => {
		expect((await raw("GET / HTTP/1.1", "Host: localhost", "Content-Length: 5", "", "hello")).status).toBe(
			413,
		);
	});

	it("endless headers are cut off", async () => {
		expect((await request("Host: localhost", `X: ${"x".repeat(20_000)}`)).status).not.toBe(200);
	});
});

describe("live reload", () => {
	it("adds its script to pages, as they are sent", async () => {
		const tag = '<script src="/-/live.js"></script>';
		expect((await get("/")).body).toBe(`<html><body>home${tag}</body></html>`);
		expect((await get("/nowhere")).body).toContain(tag);
		expect((await get("/draw.svg")).body).not.toContain(tag);
		expect((await get("/-/live.js")).body).toContain("EventSource");
	});

	it("tells waiting pages", async () => {
		const socket = connect(port, "127.0.0.1");
		socket.setEncoding("utf8");
		socket.write(`GET /-/live HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
		let heard = "";
		for await (const chunk of socket) {
			if (!heard.includes("retry:") && chunk.includes("retry:")) server.reload();
			heard += chunk;
			if (heard.includes("data: reload\n\n")) break;
		}
		expect(heard).toContain("Content-Type: text/event-stream");
		socket.destroy();
	});
});

describe("ports", () => {
	it("takes the next one when its first is taken", async () => {
		const second = await serveSite(join(folder, "site"));
		expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
		await second.close();
	});

	it("insists on one that was asked for", async () => {
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
		const { port: asked } = taken.address() as { port: number };
		await expect(serveSite(folder, { port: asked })).rejects.toThrow(`Port ${asked} is taken.`);
		taken.close();
	});

	it("knows only addresses of this machine", async () => {
		await expect(serveSite(folder, { host: "192.0.2.1" })).rejects.toThrow("is no address of this machine");
	});

	it("says whether others can ask", async () => {
		const open = await serveSite(folder, { host: "0.0.0.0" });
		expect(open.loopback).toBe(false);
		expect(server.loopback).toBe(true);
		await open.close();
	});
});

it("hangs up on who never ends a request, whether the other side hangs up or not", {
	timeout: 20_000,
}, async () => {
	const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
	socket.write("GET / HTTP/1.1\r\nHost: ");
	socket.resume();
	await new Promise((resolve) => socket.on("end", resolve));
	// A connection that the server still held would take this in silence.
	const gone = new Promise<string>((resolve) => socket.on("error", () => resolve("gone")));
	const talking = setInterval(() => socket.write("more"), 20);
	const held = new Promise<string>((resolve) => setTimeout(() => resolve("held"), 2000));
	expect(await Promise.race([gone, held])).toBe("gone");
	clearInterval(talking);
	socket.destroy();
});
