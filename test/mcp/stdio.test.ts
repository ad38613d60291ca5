import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskedVault, askedVault, gates } from "../support/asked-vault.js";

const cli = resolve(process.env.NOTAPSE_CLI ?? "dist/cli.js");
if (!existsSync(cli)) throw new Error("There is no dist/: run `npm run build` first.");

let asked: AskedVault;
beforeAll(async () => {
	asked = await askedVault(gates);
});
afterAll(() => asked.close());

/** What JSON.parse gives: only read here. */
// biome-ignore lint/suspicious/noExplicitAny: as said
type Json = any;

/** The program as an assistant starts it. */
class Program {
	readonly process: ChildProcessWithoutNullStreams;
	/** Each line of its standard output, which must be a message. */
	readonly messages: Json[] = [];
	remarks = "";
	#said = "";

	constructor(...args: string[]) {
		this.process = spawn(process.execPath, [cli, "mcp", ...args, "--no-cache", "--epochs", "0"]);
		this.process.stdout.on("data", (chunk) => {
			this.#said += chunk;
			const lines = this.#said.split("\n");
			this.#said = lines.pop()!;
			for (const line of lines) this.messages.push(JSON.parse(line));
		});
		this.process.stderr.on("data", (chunk) => {
			this.remarks += chunk;
		});
	}

	send(message: object | string): void {
		const line = typeof message === "string" ? message : JSON.stringify({ jsonrpc: "2.0", ...message });
		this.process.stdin.write(`${line}\n`);
	}

	greet(): void {
		const params = {
			protocolVersion: "2025-11-25",
			capabilities: {},
			clientInfo: { name: "t", version: "1" },
		};
		this.send({ id: 0, method: "initialize", params });
		this.send({ method: "notifications/initialized" });
	}

	async answer(id: number): Promise<Json> {
		await expect
			.poll(() => this.messages.some((message) => message.id === id), { timeout: 30_000 })
			.toBe(true);
		return this.messages.find((message) => message.id === id);
	}

	/** @returns the exit code */
	async end(): Promise<number | null> {
		const closed = once(this.process, "close");
		this.process.stdin.end();
		const [code] = await closed;
		expect(this.#said).toBe("");
		return code;
	}
}

describe("over standard input and output", () => {
	it("speaks the protocol and nothing else, and ends when the client does", async () => {
		const program = new Program(asked.folder);
		program.greet();
		program.send("this is no message");
		program.send({ id: 1, method: "tools/list" });
		program.send({
			id: 2,
			method: "tools/call",
			params: { name: "links", arguments: { note: "LSTM", direction: "out" } },
		});
		expect((await program.answer(0)).result).toMatchObject({
			protocolVersion: "2025-11-25",
			serverInfo: { name: "notapse" },
		});
		expect((await program.answer(1)).result.tools.length).toBeGreaterThan(5);
		expect((await program.answer(2)).result.structuredContent.links).toHaveLength(2);
		expect(await program.end()).toBe(0);
		for (const message of program.messages) expect(message.jsonrpc).toBe("2.0");
		expect(program.remarks).toBe("");
	});

	it("answers what was asked before the client left", async () => {
		const program = new Program(asked.folder);
		program.greet();
		program.send({ id: 1, method: "tools/call", params: { name: "schema", arguments: {} } });
		program.send({ id: 2, method: "tools/call", params: { name: "related", arguments: { note: "gate" } } });
		expect(await program.end()).toBe(0);
		expect(program.messages.map(({ id }) => id).sort()).toEqual([0, 1, 2]);
	});

	it("speaks older revisions too", async () => {
		const program = new Program(asked.folder);
		const params = {
			protocolVersion: "2025-03-26",
			capabilities: {},
			clientInfo: { name: "t", version: "1" },
		};
		program.send({ id: 0, method: "initialize", params });
		expect((await program.answer(0)).result.protocolVersion).toBe("2025-03-26");
		expect(await program.end()).toBe(0);
	});

	it("follows the vault, and says when the list of notes is another", async () => {
		const program = new Program(asked.folder);
		program.greet();
		program.send({ id: 1, method: "resources/list" });
		const before = (await program.answer(1)).result.resources.length;
		await writeFile(join(asked.folder, "new.md"), "New: [[gate]].");
		await expect
			.poll(() => program.messages.some(({ method }) => method === "notifications/resources/list_changed"), {
				timeout: 15_000,
			})
			.toBe(true);
		program.send({ id: 2, method: "resources/list" });
		expect((await program.answer(2)).result.resources).toHaveLength(before + 1);
		await rm(join(asked.folder, "new.md"));
		expect(await program.end()).toBe(0);
	});

	it("answers other questions while the network learns", async () => {
		const many = await askedVault(
			Object.fromEntries(
				Array.from({ length: 320 }, (_, i) => [
					`n${i}.md`,
					`Note ${i} of [[n${(i * 7) % 320}]], [[n${i % 11}]].`,
				]),
			),
		);
		const program = new Program(many.folder);
		program.greet();
		program.send({ id: 1, method: "tools/call", params: { name: "related", arguments: { note: "n7" } } });
		program.send({ id: 2, method: "tools/call", params: { name: "links", arguments: { note: "n7" } } });
		expect((await program.answer(1)).result.structuredContent.related.length).toBeGreaterThan(0);
		expect((await program.answer(2)).result.structuredContent.links.length).toBeGreaterThan(0);
		// Asked later, answered sooner.
		expect(program.messages.findIndex(({ id }) => id === 2)).toBeLessThan(
			program.messages.findIndex(({ id }) => id === 1),
		);
		expect(await program.end()).toBe(0);
		await many.close();
	});

	it("ends before it begins where there is no vault, and says why beside the protocol", async () => {
		const program = new Program(join(asked.folder, "nowhere"));
		const [code] = await once(program.process, "close");
		expect(code).toBe(3);
		expect(program.messages).toEqual([]);
		expect(program.remarks).toContain("There is no folder");
	});

	it("ends when it is told to", async () => {
		const program = new Program(asked.folder);
		program.greet();
		await program.answer(0);
		const closed = once(program.process, "close");
		program.process.kill("SIGTERM");
		expect((await closed)[0]).toBe(143);
	});
});
