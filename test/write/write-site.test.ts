import {
	chmodSync,
	existsSync,
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OutputError, SafetyError } from "../../src/model/index.js";
import { outputState, readManifest, writeSite } from "../../src/site/write.js";
import {
	leftovers,
	pages,
	put,
	read,
	siteOf,
	type Tree,
	targetOf,
	type Workshop,
	workshop,
	write,
} from "./output-folder.js";

let shop: Workshop;
beforeEach(() => {
	shop = workshop();
});
afterEach(() => shop.remove());

describe("writing", () => {
	it("makes the folder and those around it, with every file and the manifest", async () => {
		const deep = { ...shop, out: shop.at("a", "b", "out") };
		const summary = await write(deep, { "index.html": "<p>hi", "笔记/循环.html": "环" });
		expect(pages(deep.out)).toEqual({ "index.html": "<p>hi", "笔记/循环.html": "环" });
		expect(summary).toEqual({ files: 2, bytes: 8, written: 2, unchanged: 0, removed: 0, diagnostics: [] });
		expect([...readManifest(deep.out)!.keys()]).toEqual(["index.html", "笔记/循环.html"]);
		expect(readManifest(deep.out)!.get("笔记/循环.html")!.size).toBe(3);
	});

	it("writes only what changed, and the rest are the same files as before", async () => {
		await write(shop, { "a.html": "a", "b.html": "b", "gone.html": "x" });
		const [a, b] = ["a.html", "b.html"].map((name) => statSync(join(shop.out, name)).ino);
		const summary = await write(shop, { "a.html": "a", "b.html": "B", "new.html": "n" });
		expect(summary).toMatchObject({ written: 2, unchanged: 1, removed: 1 });
		expect(pages(shop.out)).toEqual({ "a.html": "a", "b.html": "B", "new.html": "n" });
		expect(statSync(join(shop.out, "a.html")).ino).toBe(a);
		expect(statSync(join(shop.out, "b.html")).ino).not.toBe(b);
		expect(leftovers(shop)).toEqual([]);
	});

	it("touches nothing when nothing changed", async () => {
		await write(shop, { "a.html": "a" });
		const before = statSync(shop.out, { bigint: true });
		const steps: string[] = [];
		const onStep = (step: string, path: string) => void steps.push(`${step} ${path}`);
		expect(await write(shop, { "a.html": "a" }, { onStep })).toMatchObject({ written: 0, unchanged: 1 });
		expect(statSync(shop.out, { bigint: true }).ino).toBe(before.ino);
		expect(steps.filter((step) => !step.includes("-lock"))).toEqual([]);
	});

	it("removes files when that is all there is to do", async () => {
		await write(shop, { "a.html": "a", "b/c.html": "c" });
		expect(await write(shop, { "a.html": "a" })).toMatchObject({ written: 0, unchanged: 1, removed: 1 });
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
		expect(existsSync(join(shop.out, "b"))).toBe(false);
	});

	it("writes an empty site, and over one", async () => {
		await write(shop, {});
		expect(read(shop.out)).toEqual({ "-/manifest.json": '{"notapse":"site","format":1,"files":[\n\n]}\n' });
		await write(shop, { "a.html": "a" });
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
	});

	it("makes good what somebody has changed, cut or deleted in the output", async () => {
		const site = { "a.html": "aaaa", "b.html": "bbbb", "c.html": "cccc" };
		await write(shop, site);
		writeFileSync(join(shop.out, "a.html"), "AAAA");
		writeFileSync(join(shop.out, "b.html"), "");
		renameSync(join(shop.out, "c.html"), shop.at("c.html"));
		expect(await write(shop, site)).toMatchObject({ written: 3, unchanged: 0 });
		expect(pages(shop.out)).toEqual(site);
	});

	it("writes everything anew when nothing is remembered", async () => {
		const site = { "a.html": "a", "b/c.html": "c" };
		await write(shop, site);
		const first = read(shop.out);
		const forgetful = targetOf(shop, { state: outputState(shop.out, undefined, "1") });
		expect(await writeSite(siteOf(site), forgetful)).toMatchObject({ written: 2 });
		expect(read(shop.out)).toEqual(first);
	});

	it("a file becomes a folder, and a folder a file", async () => {
		await write(shop, { "x/y.html": "1", z: "2" });
		await write(shop, { x: "1", "z/y.html": "2" });
		expect(pages(shop.out)).toEqual({ x: "1", "z/y.html": "2" });
	});

	it("gives files and folders the modes that others get", async () => {
		await write(shop, { "a/b.html": "b" });
		put(shop.root, { "other/b.html": "b" });
		for (const path of ["", "a", "a/b.html", "-/manifest.json"]) {
			const like = path === "" || path === "a" ? "other" : "other/b.html";
			expect(statSync(join(shop.out, path)).mode).toBe(statSync(shop.at(like)).mode);
		}
	});

	it("lists the files and changes nothing on a dry run", async () => {
		const summary = await write(shop, { "a.html": "a" }, { dryRun: true });
		expect(summary.paths).toEqual(["a.html"]);
		expect(existsSync(shop.out)).toBe(false);
	});

	it("asks for one content at a time, in order", async () => {
		const asked: string[] = [];
		const files = ["a", "b", "c"].map((path) => ({ path, content: () => `${asked.push(path)}` }));
		await writeSite({ ...siteOf({}), files }, targetOf(shop));
		expect(asked).toEqual(["a", "b", "c"]);
		expect(pages(shop.out)).toEqual({ a: "1", b: "2", c: "3" });
	});
});

describe("copies", () => {
	const copies = (stamp: string) => siteOf({ "index.html": "i" }, { "img/a.png": { copy: "a.png", stamp } });

	it("are read once, and again only with a new stamp", async () => {
		put(shop.vault, { "a.png": "picture" });
		let reads = 0;
		const read = async function* () {
			reads += 1;
			yield readFileSync(join(shop.vault, "a.png"));
		};
		await writeSite(copies("1"), targetOf(shop, { read }));
		await writeSite(copies("1"), targetOf(shop, { read }));
		expect(reads).toBe(1);
		put(shop.vault, { "a.png": "PICTURE" });
		await writeSite(copies("2"), targetOf(shop, { read }));
		expect(pages(shop.out)["img/a.png"]).toBe("PICTURE");
	});

	it("with a new stamp and the same bytes are not written", async () => {
		put(shop.vault, { "a.png": "picture" });
		await writeSite(copies("1"), targetOf(shop));
		expect(await writeSite(copies("2"), targetOf(shop))).toMatchObject({ written: 0, unchanged: 2 });
		const read = () => expect.fail("the new stamp is remembered");
		expect(await writeSite(copies("2"), targetOf(shop, { read }))).toMatchObject({ unchanged: 2 });
	});

	it("go through their filter", async () => {
		put(shop.vault, { "a.svg": "<svg onload>" });
		const filter = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString().replace(" onload", ""));
		const files = [{ path: "a.svg", copy: "a.svg", stamp: "1", filter }];
		await writeSite({ ...siteOf({}), files }, targetOf(shop));
		expect(pages(shop.out)).toEqual({ "a.svg": "<svg>" });
	});

	it("that cannot be read to the end are named, and the others go on", async () => {
		const read = async function* () {
			yield Buffer.from("half");
			throw new Error("it changes while it is read");
		};
		const { diagnostics, files } = await writeSite(copies("1"), targetOf(shop, { read }));
		expect(diagnostics).toEqual([
			{
				rule: "file/unreadable",
				severity: "error",
				message: "“a.png” is missing from the site: it changes while it is read.",
				path: "a.png",
			},
		]);
		expect(files).toBe(1);
		expect(pages(shop.out)).toEqual({ "index.html": "i" });
		put(shop.vault, { "a.png": "picture" });
		await writeSite(copies("1"), targetOf(shop));
		expect(pages(shop.out)).toEqual({ "index.html": "i", "img/a.png": "picture" });
	});
});

describe("paths that the stages before must not make", () => {
	it.each([
		"../x",
		"a/../b",
		"/etc/passwd",
		"a//b",
		"./a",
		"a/.",
		"",
		"a\0b",
		"a\\..\\b",
		"C:/x",
		"a/",
	])("%j is refused", async (path) => {
		await expect(write(shop, { [path]: "x" })).rejects.toThrow("unsafe path");
		expect(existsSync(shop.out)).toBe(false);
	});

	it.each([
		[["A.html", "a.html"]],
		[["caf\u00e9", "cafe\u0301"]],
		[["a", "a/b"]],
		[["A", "a/b"]],
		[["-/manifest.json"]],
	])("%j would meet", async (paths) => {
		const tree = Object.fromEntries(paths.map((path) => [path, path]));
		await expect(write(shop, tree)).rejects.toThrow(/would meet|also a folder/);
	});

	it.each([
		"__proto__",
		"constructor",
		"CON",
		"a\nb",
		"q\"uo'te",
		"#?%41",
		"\u202Egnp.exe",
		"💡",
		"n".repeat(255),
	])("%j is an ordinary name", async (name) => {
		await writeSite(
			{ ...siteOf({}), files: [{ path: `${name}/${name}`, content: () => "x" }] },
			targetOf(shop),
		);
		expect(readFileSync(join(shop.out, name, name), "utf8")).toBe("x");
		expect([...readManifest(shop.out)!.keys()]).toEqual([`${name}/${name}`]);
		await write(shop, {});
		expect(Object.keys(read(shop.out))).toEqual(["-/manifest.json"]);
	});
});

describe("what is not ours", () => {
	it.each([
		"CNAME",
		"-/x",
		"a/b/.gitkeep",
		".git/HEAD",
	])("%s beside our files stops the writing", async (path) => {
		await write(shop, { "a.html": "a" });
		put(shop.out, { [path]: "mine" });
		await expect(write(shop, { "a.html": "A" })).rejects.toThrow(`did not write: “${path}”`);
		await expect(write(shop, { "a.html": "A" })).rejects.toBeInstanceOf(SafetyError);
		expect(pages(shop.out)).toEqual({ "a.html": "a", [path]: "mine" });
		expect(leftovers(shop)).toEqual([]);
	});

	it("a link in the output is never followed", async () => {
		await write(shop, { "a/b.html": "ours" });
		put(shop.root, { "elsewhere/b.html": "theirs" });
		renameSync(join(shop.out, "a"), shop.at("moved"));
		symlinkSync(shop.at("elsewhere"), join(shop.out, "a"));
		await expect(write(shop, {})).rejects.toThrow("did not write: “a”");
		expect(read(shop.at("elsewhere"))).toEqual({ "b.html": "theirs" });
	});

	it("what comes between the swap and the deletion stays, and is named", async () => {
		await write(shop, { "a.html": "a" });
		const onStep = (step: string, path: string) => {
			if (step === "remove" && path.endsWith("-old/a.html"))
				writeFileSync(shop.at(".out.notapse-old", "late"), "mine");
		};
		await write(shop, { "a.html": "A" }, { onStep }).catch(() => {});
		expect(readFileSync(shop.at(".out.notapse-old", "late"), "utf8")).toBe("mine");
		expect(pages(shop.out)).toEqual({ "a.html": "A" });
		await expect(write(shop, { "a.html": "B" })).rejects.toThrow(/notapse-old” is left .* did not write/);
	});

	it.each(["old", "new"])("a link in the place of the %s site is not cleared up behind", async (name) => {
		await write(shop, { "a.html": "a" });
		put(shop.at("elsewhere"), { "empty/-/x": "x" });
		rmSync(shop.at("elsewhere", "empty", "-", "x"));
		symlinkSync(shop.at("elsewhere"), shop.at(`.out.notapse-${name}`));
		await expect(write(shop, { "a.html": "A" })).rejects.toThrow("is no folder");
		expect(existsSync(shop.at("elsewhere", "empty", "-"))).toBe(true);
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
	});

	it("a folder in the place of the old site loses nothing, not even empty folders", async () => {
		await write(shop, { "a.html": "a" });
		put(shop.at(".out.notapse-old"), { mine: "mine" });
		mkdirSync(shop.at(".out.notapse-old", "empty", "folder"), { recursive: true });
		await expect(write(shop, { "a.html": "A" })).rejects.toThrow("did not write");
		expect(existsSync(shop.at(".out.notapse-old", "empty", "folder"))).toBe(true);
	});

	it("a folder that only claims to be ours by a broken manifest is not", async () => {
		put(shop.out, {
			"-/manifest.json": '{"notapse":"site","format":1,"files":[["../vault/a.md","",1]]}',
			x: "x",
		});
		await expect(write(shop, {})).rejects.toBeInstanceOf(SafetyError);
	});

	it("files of the desktop do not matter, and move along", async () => {
		await write(shop, { "a/b.html": "b" });
		put(shop.out, { ".DS_Store": "1", "a/Thumbs.db": "2" });
		await write(shop, { "a/b.html": "B" });
		expect(pages(shop.out)).toEqual({ "a/b.html": "B", ".DS_Store": "1", "a/Thumbs.db": "2" });
		expect(leftovers(shop)).toEqual([]);
	});
});

describe("failures", () => {
	const full = (suffix: string) => (step: string, path: string) => {
		if (step !== "remove" && path.endsWith(suffix))
			throw Object.assign(new Error("full"), { code: "ENOSPC" });
	};

	it("leave the old site as it is", async () => {
		await write(shop, { "a.html": "a", "b.html": "b" });
		const before = read(shop.out);
		const target = targetOf(shop);
		const state = { ...target.state, remember: () => expect.fail("nothing was written") };
		const files = [
			{ path: "a.html", content: () => "A" },
			{
				path: "b.html",
				content: () => {
					throw new Error("a bug");
				},
			},
		];
		await expect(writeSite({ ...siteOf({}), files }, { ...target, state })).rejects.toThrow("a bug");
		expect(read(shop.out)).toEqual(before);
		expect(leftovers(shop)).toEqual([]);
	});

	it("a folder that takes no new names ends in one sentence", async () => {
		if (process.getuid?.() === 0) return console.warn("skipped: root may write everywhere");
		await write(shop, { "a.html": "a" });
		chmodSync(shop.root, 0o500);
		try {
			await expect(write(shop, { "a.html": "A" })).rejects.toThrow(
				/^Cannot create “.*”: there is no permission\.$/,
			);
			await expect(write(shop, { "a.html": "A" })).rejects.toBeInstanceOf(OutputError);
		} finally {
			chmodSync(shop.root, 0o700);
		}
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
	});

	it("a name that the disk refuses ends in one sentence", async () => {
		await write(shop, { "a.html": "a" });
		const failed = write(shop, { "a.html": "A", ["ä".repeat(200)]: "x" });
		await expect(failed).rejects.toThrow(/^Cannot create “.*”: the name is too long for this disk\.$/);
		await expect(failed).rejects.toMatchObject({ exitCode: 5, hint: "the site that was there is untouched" });
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
		expect(leftovers(shop)).toEqual([]);
	});

	it("of the disk at any step leave one site whole, and the next run is clean", async () => {
		const [old, next]: [Tree, Tree] = [
			{ "a.html": "a", "b/c.html": "c", gone: "" },
			{ "a.html": "a", "b/c.html": "C", "d/e.html": "e" },
		];
		for (let n = 1, failed = true; failed; n += 1) {
			const one = workshop();
			await write(one, old);
			let left = n;
			const onStep = () => {
				// What has failed once goes on failing.
				if (--left <= 0) throw Object.assign(new Error("full"), { code: "ENOSPC" });
			};
			const error = await write(one, next, { onStep }).catch((error) => error);
			failed = left <= 0;
			if (failed) expect(error).toBeInstanceOf(OutputError);
			const between = existsSync(one.out) ? pages(one.out) : pages(one.at(".out.notapse-old"));
			expect([old, next]).toContainEqual(between);
			await write(one, next);
			expect(pages(one.out)).toEqual(next);
			expect(leftovers(one)).toEqual([]);
			one.remove();
		}
	});

	it("stopping takes away what was begun", async () => {
		await write(shop, { "a.html": "a" });
		const stop = new AbortController();
		const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}`, `${i}`]));
		const onProgress = () => stop.abort();
		await expect(write(shop, many, { signal: stop.signal, onProgress })).rejects.toThrow(/abort/);
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
		expect(leftovers(shop)).toEqual([]);
	});

	it("of the second rename put the old site back", async () => {
		await write(shop, { "a.html": "a" });
		let renames = 0;
		const onStep = (step: string, path: string) => {
			if (step === "replace" && path === shop.out && ++renames === 1) full("")(step, path);
		};
		await expect(write(shop, { "a.html": "A" }, { onStep })).rejects.toThrow("full");
		expect(pages(shop.out)).toEqual({ "a.html": "a" });
		expect(leftovers(shop)).toEqual([]);
	});
});

describe("what is remembered", () => {
	const state = () => outputState(shop.out, shop.cache, "1");
	const build = async (tree: Tree, fingerprint: string) => {
		const target = targetOf(shop);
		await writeSite(siteOf(tree), target);
		await target.state.save(fingerprint, { notes: 3 });
	};

	it("comes back for the same fingerprint and an untouched output", async () => {
		await build({ "a.html": "a" }, "f1");
		expect(await state().load("f1")).toEqual({ notes: 3 });
		expect(await state().load("f2")).toBeUndefined();
		expect(await outputState(shop.out, undefined, "1").load("f1")).toBeUndefined();
	});

	it.each<[string, () => void]>([
		["a file was written to", () => writeFileSync(join(shop.out, "a.html"), "A")],
		["a file was touched", () => utimesSync(join(shop.out, "a.html"), 1, 1)],
		["a file is gone", () => renameSync(join(shop.out, "a.html"), shop.at("a.html"))],
		["there is a further file", () => put(shop.out, { "x/y": "z" })],
		["there is a further link", () => symlinkSync("a.html", join(shop.out, "b.html"))],
		["the output is gone", () => renameSync(shop.out, shop.at("away"))],
		["the manifest was changed", () => put(shop.out, { "-/manifest.json": "{}" })],
		["a killed run has left something", () => put(shop.root, { ".out.notapse-old/x": "" })],
		["the memory is cut off", () => corrupt((text) => text.slice(0, -3))],
		["the memory has another bit", () => corrupt((text) => text.replace('notes":3', 'notes":2'))],
		["the memory may be somebody else's", () => chmodSync(memory(), 0o666)],
		["the memory is empty", () => corrupt(() => "")],
	])("is void when %s", async (_, happen) => {
		await build({ "a.html": "a" }, "f1");
		happen();
		expect(await state().load("f1")).toBeUndefined();
	});

	it("is void when the last build was not complete", async () => {
		const read = () => {
			throw new Error("gone");
		};
		const target = targetOf(shop, { read });
		await writeSite(siteOf({}, { a: { copy: "a", stamp: "1" } }), target);
		await target.state.save("f1", {});
		expect(await state().load("f1")).toBeUndefined();
	});

	it("stands in private files", async () => {
		await build({ "a.html": "a" }, "f1");
		expect(statSync(shop.cache).mode & 0o777).toBe(0o700);
		expect(statSync(memory()).mode & 0o777).toBe(0o600);
	});

	const memory = () =>
		join(shop.cache, Object.keys(read(shop.cache)).find((name) => name.endsWith(".build"))!);
	const corrupt = (change: (text: string) => string) =>
		writeFileSync(memory(), change(readFileSync(memory(), "utf8")));
});

describe("in any order of builds", () => {
	const path = fc.constantFrom("a.html", "b/a.html", "b/c/d.html", "循环/index.html", "b/e", "f", "g/h/i/j");
	const tree = fc.dictionary(path, fc.constantFrom("", "1", "2", "三".repeat(10)), { noNullPrototype: true });
	const accident = fc.constantFrom("none", "none", "forget", "touch", "damage", "delete");

	it("the output is what a clean build would have made", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(tree, accident), { minLength: 1, maxLength: 6 }), async (builds) => {
				const used = workshop();
				const clean = workshop();
				try {
					for (const [site, accident] of builds) {
						await write(used, site);
						happen(used, accident);
					}
					const last = builds.at(-1)![0];
					await write(used, last);
					await write(clean, last);
					expect(read(used.out)).toEqual(read(clean.out));
					expect(leftovers(used)).toEqual([]);
				} finally {
					used.remove();
					clean.remove();
				}
			}),
			{ numRuns: 25 },
		);
	});

	let forgotten = 0;
	function happen(used: Workshop, accident: string): void {
		const victim = Object.keys(pages(used.out))[0];
		if (accident === "forget" && existsSync(used.cache))
			renameSync(used.cache, used.at(`cache-${++forgotten}`));
		if (victim === undefined) return;
		if (accident === "touch") utimesSync(join(used.out, victim), 1, 1);
		if (accident === "damage") writeFileSync(join(used.out, victim), "damaged");
		if (accident === "delete") renameSync(join(used.out, victim), used.at("deleted"));
	}
});

it("hard links into the output from elsewhere keep their content", async () => {
	await write(shop, { "a.html": "a", "b.html": "b" });
	linkSync(join(shop.out, "a.html"), shop.at("backup"));
	await write(shop, { "a.html": "A", "b.html": "b" });
	expect(readFileSync(shop.at("backup"), "utf8")).toBe("a");
});
