import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
	appendFileSync,
	chmodSync,
	existsSync,
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, type Vault } from "../../src/model/index.js";
import { readAttachment, readVault } from "../../src/vault/index.js";
import { readInside } from "../../src/vault/safe-file.js";
import { type Files, onDisk, readIt, told, vaultOf } from "./on-disk.js";

describe("a vault on disk", () => {
	it("is notes, canvases and attachments, sorted by code units", async () => {
		const vault = await vaultOf({
			"b.md": "B",
			"Z.MD": "Z",
			"a/c.md": "",
			"x.canvas": "{}",
			"é.png": "p",
			"t.base": "",
		});
		expect(vault.notes.map(({ path, source }) => `${path}=${source}`)).toEqual([
			"Z.MD=Z",
			"a/c.md=",
			"b.md=B",
		]);
		expect(vault.canvases.map(({ path }) => path)).toEqual(["x.canvas"]);
		expect(vault.attachments.map(({ path, size }) => `${path} ${size}`)).toEqual(["t.base 0", "é.png 1"]);
		expect(vault).toMatchObject({ name: "vault", obsidian: false, diagnostics: [] });
	});

	it("has modules beside notes, which stay attachments", async () => {
		const vault = await vaultOf({
			"循环/门.cell.ts": "export const 门 = 1;",
			"循环/门.cell.py": "\ufeffx = 1\r\n",
			"门.cell.js": "",
			".cell.ts": "",
			"cell.ts": "",
			"门.cell.tsx": "",
		});
		expect(vault.sidecars.map(({ path, source }) => `${path}=${source}`)).toEqual([
			"循环/门.cell.py=x = 1\r\n",
			"循环/门.cell.ts=export const 门 = 1;",
			"门.cell.js=",
		]);
		expect(told(vault)).toBe("cell.ts 循环/门.cell.py 循环/门.cell.ts 门.cell.js 门.cell.tsx");
	});

	it("tells of a module that is no text, and keeps the file", async () => {
		const vault = await vaultOf({ "a.cell.ts": new Uint8Array([0, 1, 2, 3, 0]) });
		expect(vault.sidecars).toEqual([]);
		expect(told(vault)).toBe("a.cell.ts | file/binary a.cell.ts");
	});

	it("tells of files that Git LFS has not fetched, and keeps them", async () => {
		const start = "version https://git-lfs.github.com/spec/v1\n";
		const pointer = `${start}oid sha256:${"a".repeat(64)}\nsize 12345\n`;
		const vault = await vaultOf({
			"a.png": pointer,
			"b.png": `${start}${"x".repeat(1024)}`,
			"c.svg": "<svg/>",
		});
		expect(told(vault)).toBe("a.png b.png c.svg | file/pointer a.png");
	});

	it("knows each text by the hash of its UTF-8", async () => {
		const [note] = (await vaultOf({ "a.md": "循环" })).notes;
		expect(note!.hash).toBe(createHash("sha256").update(Buffer.from("循环")).digest("hex"));
	});

	it("may be empty", async () => {
		expect(told(await vaultOf({}))).toBe("");
	});

	it("leaves out dot files, node_modules, its own configuration", async () => {
		const files = {
			".obsidian/workspace.json": "{}",
			".git/HEAD": "",
			".trash/a.md": "",
			".hidden.md": "",
			"a/.x/b.md": "",
			"node_modules/p/README.md": "",
			"a/node_modules/p.md": "",
			"notapse.config.json": "{}",
			"a/notapse.config.json": "{}",
			"a/b.md": "",
		};
		expect(told(await vaultOf(files))).toBe("a/b.md a/notapse.config.json");
	});

	it("leaves out the output, by whatever name it goes", async () => {
		const disk = onDisk({ "a.md": "", "site/index.md": "", "other/b.md": "" });
		symlinkSync(join(disk.vault, "site"), join(disk.root, "out"));
		expect(told(await readIt(disk.vault, { exclude: [join(disk.root, "out"), "/no/such/folder"] }))).toBe(
			"a.md other/b.md",
		);
		disk.remove();
	});

	it("tells how far it is", async () => {
		const steps: string[] = [];
		const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.md`, ""]));
		await vaultOf(files, { onProgress: (done, total) => steps.push(`${done}/${total}`) });
		expect(steps).toEqual(["256/300", "300/300"]);
	});

	it("may itself be reached through a link", async () => {
		const disk = onDisk({ "a.md": "" });
		symlinkSync(disk.vault, join(disk.root, "link"));
		expect(await readIt(join(disk.root, "link"))).toMatchObject({
			root: disk.vault,
			notes: [{ path: "a.md" }],
		});
		disk.remove();
	});
});

describe("names are data", () => {
	it.each([
		"__proto__.md",
		"constructor.md",
		"toString.md",
		"CON.md",
		"aux.md",
		"a\nb.md",
		"q\"u'o.md",
		"#x?y%2e%2e.md",
		"..md",
		"a\\b.md",
		"\u202Egnp.md",
		"💡🇨🇳.md",
		"$(id).md",
		" lead and trail .md",
		`${"n".repeat(252)}.md`,
	])("%j", async (name) => {
		const hidden = name.startsWith(".");
		expect(
			(await vaultOf({ [name]: "x", [`d ${name.slice(0, 200)}/${name}`]: "y" })).notes
				.map(({ path }) => path)
				.sort(),
		).toEqual(hidden ? [] : [name, `d ${name.slice(0, 200)}/${name}`].sort());
	});

	it("that differ in case or normal form alone are two notes", async () => {
		const vault = await vaultOf({ "a.md": "1", "A.md": "2", "caf\u00e9.md": "3", "cafe\u0301.md": "4" });
		if (vault.notes.length < 4) return console.warn("skipped: this disk takes them for one");
		expect(vault.notes.map(({ source }) => source).sort()).toEqual(["1", "2", "3", "4"]);
	});

	it("that are not UTF-8 are named and left out", async () => {
		const disk = onDisk({ "a.md": "", "\uFFFD.md": "a name that says U+FFFD" });
		const broken = Buffer.concat([Buffer.from(`${disk.vault}/`), Buffer.from([0xff]), Buffer.from(".md")]);
		const folder = Buffer.concat([Buffer.from(`${disk.vault}/d`), Buffer.from([0xc3, 0x28])]);
		try {
			writeFileSync(broken, "lost?");
			mkdirSync(folder);
		} catch {
			return console.warn("skipped: this disk takes UTF-8 names only");
		}
		expect(told(await readIt(disk.vault))).toBe("a.md \uFFFD.md | file/name d\uFFFD( | file/name \uFFFD.md");
		disk.remove();
	});
});

describe("encodings", () => {
	const utf16 = (text: string, order: "le" | "be") => {
		const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
		return order === "le" ? bytes : bytes.swap16();
	};
	const gbk = (hex: string) => Buffer.from(`23 20 78 0a ${hex}`.replaceAll(" ", ""), "hex");
	const source = async (bytes: string | Uint8Array) => {
		const { notes, diagnostics } = await vaultOf({ "a.md": bytes });
		const remarks = diagnostics.map(({ rule, position: at }) =>
			at ? `${rule} ${at.line}:${at.column}:${at.offset}` : rule,
		);
		return [notes[0]?.source, ...remarks];
	};

	it.each<[string, string | Uint8Array, unknown[]]>([
		["UTF-8", "循环 💡", ["循环 💡"]],
		["with a byte order mark", "\uFEFF---\na: b", ["---\na: b"]],
		["with a second mark, which is text", "\uFEFF\uFEFFx", ["\uFEFFx"]],
		["UTF-16, little endian", utf16("循环 💡", "le"), ["循环 💡"]],
		["UTF-16, big endian", utf16("循环 💡", "be"), ["循环 💡"]],
		["CR LF stays", "a\r\nb", ["a\r\nb"]],
		["a bad byte", Buffer.from("ab\n\ncd\xff.", "latin1"), ["ab\n\ncd\uFFFD.", "file/encoding 3:3:6"]],
		[
			"U+FFFD before a bad byte",
			Buffer.concat([Buffer.from("\uFFFD循\r\nx"), Buffer.from([0xe5, 0xbe])]),
			["\uFFFD循\r\nx\uFFFD", "file/encoding 2:2:5"],
		],
		[
			"a surrogate in UTF-8",
			Buffer.from([0x61, 0xed, 0xa0, 0x80]),
			["a\uFFFD\uFFFD\uFFFD", "file/encoding 1:2:1"],
		],
		["GBK", Buffer.from([0xd1, 0xad, 0xbb, 0xb7]), ["循环", "file/encoding 1:1:0"]],
		["GBK in a text", gbk("b1cabcc7a3ac78"), ["# x\n笔记，x", "file/encoding 2:1:4"]],
		["EUC-KR", gbk("c7d1b1dbc0ccb4d9"), [expect.stringContaining("\uFFFD"), "file/encoding 2:1:4"]],
		["EUC-JP", gbk("a4b3a4eca4cfc6fccbdc"), [expect.stringContaining("\uFFFD"), "file/encoding 2:1:4"]],
		["a lone surrogate in UTF-16", utf16("a\n\ud800b", "le"), ["a\n\uFFFDb", "file/encoding 2:1:2"]],
		[
			"half a character at the end of UTF-16",
			Buffer.concat([utf16("ab", "le"), Buffer.from([1])]),
			["ab\uFFFD", "file/encoding 1:3:2"],
		],
		["one NUL in a text", `${"x".repeat(200)}\0`, [`${"x".repeat(200)}\uFFFD`, "file/encoding 1:201:200"]],
		["nothing but NUL", "\0".repeat(4096), [undefined, "file/binary"]],
		["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), [undefined, "file/binary"]],
		["UTF-16 without a mark", Buffer.from("hello", "utf16le"), [undefined, "file/binary"]],
	])("%s", async (_, bytes, expected) => {
		expect(await source(bytes)).toEqual(expected);
	});
});

describe("links out of the vault", () => {
	const secret = { "secret/key.md": "SECRET", "secret/deep/key.md": "SECRET" };
	const revealed = (vault: Vault) => JSON.stringify(vault).includes("SECRET");

	it.each<[string, Files]>([
		["to a file", { "a.md": "→ ../secret/key.md" }],
		["to a folder", { a: "→ ../secret" }],
		["to a folder, absolute", { a: "→ /etc" }],
		["to a folder, through one in the vault", { b: "→ c", c: "→ ../secret" }],
		["up and in again", { a: "→ ../vault/../secret/deep" }],
		["to nowhere", { "a.md": "→ nowhere.md" }],
		["to itself", { "a.md": "→ a.md" }],
		["to a folder around it", { "d/loop": "→ .." }],
		["to the vault", { "d/loop": "→ ../../vault" }],
		["to something ignored", { ".obsidian/key.md": "SECRET", "a.md": "→ .obsidian/key.md" }],
		["into something ignored", { ".git/x/key.md": "SECRET", a: "→ .git/x" }],
	])("%s are never followed", async (_, files) => {
		for (const followSymlinks of [false, true]) {
			const vault = await vaultOf({ "note.md": "", ...files }, { followSymlinks }, secret);
			expect(vault.notes.map(({ path }) => path)).toEqual(["note.md"]);
			expect(revealed(vault)).toBe(false);
			expect(vault.diagnostics.length).toBeGreaterThan(0);
			expect(
				vault.diagnostics.every(({ rule }) => rule === "file/symlink" || rule === "file/unreadable"),
			).toBe(true);
		}
	});

	it("as Obsidian's settings are not read", async () => {
		const disk = onDisk({ "a.md": "" }, { "elsewhere/app.json": '{"userIgnoreFilters":["a"]}' });
		symlinkSync(join(disk.root, "elsewhere"), join(disk.vault, ".obsidian"));
		expect(told(await readIt(disk.vault))).toBe("a.md | vault/settings .obsidian/app.json");
		disk.remove();
	});
});

describe("links in the vault", () => {
	const files = { "a/x.md": "x", "a/p.png": "p", "b.md": "→ a/x.md", c: "→ a" };

	it("are left out and named", async () => {
		const vault = await vaultOf(files);
		expect(told(vault)).toBe("a/p.png a/x.md | file/symlink b.md | file/symlink c");
		expect(vault.diagnostics[0]!.hint).toContain("--follow-symlinks");
	});

	it("are followed by option", async () => {
		expect(told(await vaultOf(files, { followSymlinks: true }))).toBe("a/p.png a/x.md b.md c/p.png c/x.md");
	});

	it("to one folder are followed once", async () => {
		const vault = await vaultOf({ "a/x.md": "x", b: "→ a", c: "→ a" }, { followSymlinks: true });
		expect(told(vault)).toBe("a/x.md b/x.md | file/symlink c");
		expect(vault.diagnostics[0]!.message).toContain("“b” leads to the same folder");
	});

	it("that lead to each other end", async () => {
		const vault = await vaultOf(
			{ "a/x.md": "", "a/b": "→ ../b", "b/y.md": "", "b/a": "→ ../a" },
			{ followSymlinks: true },
		);
		expect(told(vault)).toBe("a/b/y.md a/x.md b/a/x.md b/y.md | file/symlink a/b/a | file/symlink b/a/b");
	});

	it("in great numbers cost no more than what they lead to", async () => {
		const folders = Array.from({ length: 12 }, (_, i) => `d${i}`);
		const mesh = folders.flatMap((from) => folders.map((to) => [`${from}/to-${to}`, `→ ../${to}`]));
		const vault = await vaultOf({ ...Object.fromEntries(mesh), "d0/x.md": "" }, { followSymlinks: true });
		expect(vault.notes.length).toBeLessThanOrEqual(2);
	});
});

describe("hard links", () => {
	const linked = (files: Files, links: Readonly<Record<string, string>>) => {
		const disk = onDisk(files, { "secret.md": "SECRET" });
		for (const [path, to] of Object.entries(links)) linkSync(join(disk.root, to), join(disk.vault, path));
		return disk;
	};

	it("to a file outside are left out and named", async () => {
		const disk = linked({ "a.md": "" }, { "leak.md": "secret.md", "leak.png": "secret.md" });
		const vault = await readIt(disk.vault);
		expect(told(vault)).toBe("a.md | file/hard-link leak.md | file/hard-link leak.png");
		expect(JSON.stringify(vault)).not.toContain("SECRET");
		await expect(readAttachment(vault, "leak.png").next()).rejects.toThrow("not a file of the vault");
		disk.remove();
	});

	it("inside the vault are ordinary", async () => {
		const disk = linked({ "a.md": "x" }, { "b.md": "vault/a.md" });
		expect(told(await readIt(disk.vault))).toBe("a.md b.md");
		disk.remove();
	});

	it("of the whole vault are a snapshot", async () => {
		const names = Array.from({ length: 12 }, (_, i) => `${i}.md`);
		const disk = onDisk(Object.fromEntries(names.map((name) => [name, name])));
		mkdirSync(join(disk.root, "snapshot"));
		for (const name of names) linkSync(join(disk.vault, name), join(disk.root, "snapshot", name));
		const vault = await readIt(disk.vault);
		expect(vault.notes).toHaveLength(12);
		expect(vault.diagnostics).toMatchObject([{ rule: "file/hard-link", severity: "info" }]);
		disk.remove();
	});
});

describe("what cannot be read", () => {
	it("is named, and the rest goes on: pipes and sockets", async () => {
		const disk = onDisk({ "a.md": "" });
		const server = createServer().listen(join(disk.vault, "socket.md"));
		await new Promise((resolve) => server.once("listening", resolve));
		expect(told(await readIt(disk.vault))).toBe("a.md | file/special socket.md");
		await new Promise((resolve) => server.close(resolve));
		disk.remove();
	});

	it("folders that lie too deep", async () => {
		const deep = Array(100).fill("d").join("/");
		const vault = await vaultOf({ "a.md": "", [`${deep}/b.md`]: "", [`${deep}/d/c.md`]: "", "z.md": "" });
		expect(told(vault)).toBe(`a.md ${deep}/b.md z.md | file/unreadable ${deep}/d`);
	});

	it("files and folders without permission", async () => {
		if (process.getuid?.() === 0) return console.warn("skipped: root may read everything");
		const disk = onDisk({ "a.md": "", "no.md": "", "no/b.md": "" });
		chmodSync(join(disk.vault, "no.md"), 0);
		chmodSync(join(disk.vault, "no"), 0);
		expect(told(await readIt(disk.vault))).toBe("a.md | file/unreadable no | file/unreadable no.md");
		chmodSync(join(disk.vault, "no"), 0o700);
		disk.remove();
	});

	it("files that go, or become something else, while the others are read", async () => {
		const names = Array.from({ length: 260 }, (_, i) => `${1000 + i}.md`);
		const disk = onDisk(Object.fromEntries(names.map((name) => [name, name])), { "secret.md": "SECRET" });
		const at = (i: number) => join(disk.vault, names[i]!);
		const onProgress = (done: number) => {
			if (done !== 256) return;
			rmSync(at(256));
			rmSync(at(257));
			symlinkSync("../secret.md", at(257));
			rmSync(at(258));
			mkdirSync(at(258));
		};
		const vault = await readIt(disk.vault, { onProgress });
		expect(vault.notes).toHaveLength(257);
		expect(vault.diagnostics.map(({ message }) => message)).toEqual([
			"“1256.md” is left out: it is not there any more.",
			"“1257.md” is left out: the way to it is a symbolic link.",
			"“1258.md” is left out: it is not a regular file.",
		]);
		disk.remove();
	});

	it.skipIf(!existsSync(`/proc/${process.pid}/status`))("a file that never is as long as it was", () => {
		// Files of the process table have no size, and content all the same.
		expect(() => readInside(`/proc/${process.pid}`, "status", false, 1000)).toThrow(
			"it changes while it is read",
		);
	});

	it("a note of more than 100 MB", async () => {
		const disk = onDisk({ "a.md": "", "huge.md": "", "huge.bin": "" });
		for (const name of ["huge.md", "huge.bin"]) truncateSync(join(disk.vault, name), 100 * 1024 * 1024 + 1);
		expect(told(await readIt(disk.vault))).toBe("a.md huge.bin | file/too-large huge.md");
		disk.remove();
	});

	it("a vault that is not there, or a file", async () => {
		const disk = onDisk({ "a.md": "" });
		const attempt = (name: string) => readIt(join(disk.vault, name));
		await expect(attempt("nowhere")).rejects.toThrow(/^There is no folder “.*nowhere”\.$/);
		await expect(attempt("a.md/x")).rejects.toThrow(/^There is no folder “.*”\.$/);
		await expect(attempt("a.md")).rejects.toThrow(/^“.*a\.md” is a file; a vault is a folder of notes\.$/);
		await expect(attempt("nowhere")).rejects.toBeInstanceOf(InputError);
		disk.remove();
	});
});

describe("an attachment", () => {
	const bytesOf = async (vault: Vault, path: string) => {
		const pieces: Uint8Array[] = [];
		for await (const piece of readAttachment(vault, path)) pieces.push(piece);
		return Buffer.concat(pieces);
	};

	it("comes in pieces", async () => {
		const content = Buffer.alloc(2_500_000, "picture ");
		const disk = onDisk({ "p.png": content, "empty.png": "" });
		const vault = await readIt(disk.vault);
		expect((await bytesOf(vault, "p.png")).equals(content)).toBe(true);
		expect((await bytesOf(vault, "empty.png")).length).toBe(0);
		disk.remove();
	});

	it.each([
		"../secret.md",
		"/etc/passwd",
		"a/../../secret.md",
		".obsidian/app.json",
		"no.png",
		"p.png\0",
		"__proto__",
	])("%j is none", async (path) => {
		const disk = onDisk({ "p.png": "p", ".obsidian/app.json": "{}" }, { "secret.md": "SECRET" });
		await expect(bytesOf(await readIt(disk.vault), path)).rejects.toThrow("not a file of the vault");
		disk.remove();
	});

	it("that has become a link is not followed", async () => {
		const disk = onDisk({ "p.png": "p", "d/q.png": "q" }, { "secret.md": "SECRET", "other/q.png": "SECRET" });
		const vault = await readIt(disk.vault, { followSymlinks: true });
		rmSync(join(disk.vault, "p.png"));
		symlinkSync("../secret.md", join(disk.vault, "p.png"));
		renameSync(join(disk.vault, "d"), join(disk.root, "d"));
		symlinkSync("../other", join(disk.vault, "d"));
		await expect(bytesOf(vault, "p.png")).rejects.toThrow("outside of the vault");
		await expect(bytesOf(vault, "d/q.png")).rejects.toThrow("outside of the vault");
		disk.remove();
	});

	it("in a folder that turns into a link and back, again and again, is never one from elsewhere", async () => {
		const disk = onDisk({ "d/p.md": "ours" }, { "other/p.md": "SECRET" });
		symlinkSync("../other", join(disk.vault, "link"));
		const flip = `const { renameSync: move } = require("node:fs");
			for (;;) for (const [a, b] of [["d", "dir"], ["link", "d"], ["d", "link"], ["dir", "d"]]) move(a, b);`;
		const flipping = spawn(process.execPath, ["-e", flip], { cwd: disk.vault, stdio: "ignore" });
		const ended = new Promise((resolve) => flipping.on("exit", resolve));
		const seen = new Set<string>();
		while (seen.size < 2) seen.add(outcome(() => readInside(disk.vault, "d/p.md", false, 100)));
		for (let i = 0; i < 10_000; i += 1) seen.add(outcome(() => readInside(disk.vault, "d/p.md", false, 100)));
		flipping.kill();
		await ended;
		expect(seen).toContain("ours");
		expect(seen).not.toContain("SECRET");
		disk.remove();
	});

	it("that changes while it is read is not passed off as whole", async () => {
		const disk = onDisk({ "p.png": Buffer.alloc(3_000_000) });
		const vault = await readIt(disk.vault);
		const pieces = readAttachment(vault, "p.png");
		await pieces.next();
		appendFileSync(join(disk.vault, "p.png"), "more");
		await expect(
			(async () => {
				for await (const _ of pieces);
			})(),
		).rejects.toThrow("it changes while it is read");
		disk.remove();
	});

	it("has another stamp when it has changed", async () => {
		const disk = onDisk({ "p.png": "1234" });
		const stamp = async () => (await readIt(disk.vault)).attachments[0]!.stamp;
		const first = await stamp();
		expect(await stamp()).toBe(first);
		utimesSync(join(disk.vault, "p.png"), 1, 1);
		expect(await stamp()).not.toBe(first);
		disk.remove();
	});

	it("behind a followed link can be read", async () => {
		const disk = onDisk({ "a/p.png": "picture", b: "→ a" });
		const vault = await readIt(disk.vault, { followSymlinks: true });
		expect((await bytesOf(vault, "b/p.png")).toString()).toBe("picture");
		disk.remove();
	});
});

describe("Obsidian's settings", () => {
	it("that matter are read", async () => {
		const app = {
			attachmentFolderPath: "./附件",
			userIgnoreFilters: ["Private/", "/\\.draft\\.md$/"],
			strictLineBreaks: true,
			x: 1,
		};
		const files = {
			".obsidian/app.json": JSON.stringify(app),
			"private/a.md": "",
			"b.draft.md": "",
			"c.md": "",
		};
		const vault = await vaultOf(files);
		expect(told(vault)).toBe("c.md");
		expect(vault.obsidian).toBe(true);
		expect(vault.settings).toEqual({
			attachmentFolder: "./附件",
			ignoreFilters: ["Private/", "/\\.draft\\.md$/"],
			strictLineBreaks: true,
		});
	});

	it("have macros for formulas beside them", async () => {
		const preamble = "\\newcommand{\\R}{\\mathbb{R}}";
		expect((await vaultOf({ "preamble.sty": preamble })).settings.mathPreamble).toBe(preamble);
		expect((await vaultOf({ "preamble.sty": "%".repeat(20_001) })).settings.mathPreamble).toBeUndefined();
		const link = await vaultOf({ "preamble.sty": "→ ../x.sty" }, {}, { "x.sty": preamble });
		expect(link.settings.mathPreamble).toBeUndefined();
	});

	it("say which files are bookmarked, in groups or not", async () => {
		const bookmarks = {
			items: [
				{ type: "file", path: "b.md" },
				{
					type: "group",
					items: [
						{ type: "file", path: "a.md", subpath: "#x" },
						{ type: "search", query: "q" },
					],
				},
				null,
			],
		};
		const vault = await vaultOf({ ".obsidian/bookmarks.json": JSON.stringify(bookmarks), "a.md": "" });
		expect(vault.settings.bookmarks).toEqual(["a.md", "b.md"]);
		expect(
			(await vaultOf({ ".obsidian/bookmarks.json": "{", "a.md": "" })).settings.bookmarks,
		).toBeUndefined();
	});

	it.each([
		"[]",
		"null",
		'"x"',
		"{",
		"",
		'{"userIgnoreFilters":{"length":1},"strictLineBreaks":"yes","attachmentFolderPath":[]}',
	])("%j are none", async (json) => {
		const { settings, notes } = await vaultOf({ ".obsidian/app.json": json, "a.md": "" });
		expect(settings).toEqual({ ignoreFilters: [], strictLineBreaks: false });
		expect(notes).toHaveLength(1);
	});

	it("that cannot be used are named", async () => {
		expect(told(await vaultOf({ ".obsidian/app.json": "{" }))).toBe(" | vault/settings .obsidian/app.json");
	});

	it("with an expression that could run for years lose that expression, and say so", async () => {
		const app = { userIgnoreFilters: ["/(?=a)b/", "/^(a+)+$/", "/("] };
		const files = { ".obsidian/app.json": JSON.stringify(app), [`${"a".repeat(200)}.md`]: "" };
		expect((await vaultOf(files)).diagnostics).toMatchObject([
			{ rule: "vault/ignore-pattern", severity: "warning" },
		]);
	});
});

const help = new URL("../../../shared/vaults/obsidian-help-en", import.meta.url).pathname;

it.skipIf(!existsSync(help))("a real vault is read to the last file", async () => {
	const vault = await readVault(help, { ignore: [], followSymlinks: false, exclude: [] });
	expect(vault.diagnostics).toEqual([]);
	expect(vault.notes.length).toBeGreaterThan(100);
	for (const { path, source } of vault.notes) expect(source).toBe(readFileSync(join(help, path), "utf8"));
	for (const { path, size } of vault.attachments) expect(size).toBe(statSync(join(help, path)).size);
});
if (!existsSync(help)) console.warn("skipped: the real vault is not beside this repository");

function outcome(read: () => { readonly bytes: Buffer }): string {
	try {
		return read().bytes.toString();
	} catch (error) {
		return (error as Error).message;
	}
}
