import { spawnSync } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultCacheDir, openCache as openBytes } from "../../src/cache/index.js";

/** A cache of texts, which are easier to read than bytes. */
async function openCache(dir: string, version: string) {
	const cache = await openBytes(dir, version);
	return {
		...cache,
		get problem() {
			return cache.problem;
		},
		get: (key: string) => {
			const value = cache.get(key);
			return value && Buffer.from(value).toString();
		},
		put: (key: string, value: string) => cache.put(key, Buffer.from(value)),
	};
}

let root: string;
let dir: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "notapse-cache-"));
	dir = join(root, "a", "b");
});
afterEach(() => rmSync(root, { recursive: true }));

const entries = () => readdirSync(dir).sort();
const entry = () => join(dir, entries()[0]!);

describe("a cache", () => {
	it("gives back what was put, in the next process too", async () => {
		const cache = await openCache(dir, "1");
		expect(cache.get("k")).toBeUndefined();
		cache.put("k", "循环 💡\n");
		cache.put("", "empty key");
		cache.put("empty", "");
		for (const again of [cache, await openCache(dir, "1")]) {
			expect(["k", "", "empty", "K"].map((key) => again.get(key))).toEqual([
				"循环 💡\n",
				"empty key",
				"",
				undefined,
			]);
		}
	});

	it("takes the last of several values", async () => {
		const cache = await openCache(dir, "1");
		for (const value of ["1", "2", "3"]) cache.put("k", value);
		expect(cache.get("k")).toBe("3");
		expect(entries()).toHaveLength(1);
	});

	it("knows nothing of other versions' entries", async () => {
		(await openCache(dir, "1")).put("k", "one");
		const next = await openCache(dir, "2");
		expect(next.get("k")).toBeUndefined();
		next.put("k", "two");
		expect((await openCache(dir, "1")).get("k")).toBe("one");
		expect((await openCache(dir, "1\0k")).get("")).toBeUndefined();
	});

	it("is private", async () => {
		(await openCache(dir, "1")).put("k", "v");
		for (const path of [join(root, "a"), dir]) expect(statSync(path).mode & 0o777).toBe(0o700);
		expect(statSync(entry()).mode & 0o777).toBe(0o600);
	});

	it("holds any text under any key", async () => {
		const cache = await openCache(dir, "1");
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (key, value) => {
				cache.put(key, value);
				expect(cache.get(key)).toBe(value);
			}),
			{ numRuns: 30 },
		);
	});
});

describe("a damaged entry is absent, and can be put again", () => {
	const damage: Record<string, (bytes: Buffer) => Uint8Array> = {
		"cut to nothing": () => Buffer.alloc(0),
		"cut in its seal": (bytes) => bytes.subarray(0, 20),
		"cut in its value": (bytes) => bytes.subarray(0, bytes.length - 1),
		longer: (bytes) => Buffer.concat([bytes, Buffer.from(" ")]),
		zeros: (bytes) => Buffer.alloc(bytes.length),
		"a bit in its value": (bytes) => flipped(bytes, bytes.length - 3),
		"a bit in its seal": (bytes) => flipped(bytes, 5),
		"not text": () => Buffer.from([0xff, 0xfe]),
	};

	it.each(Object.entries(damage))("%s", async (_, change) => {
		(await openCache(dir, "1")).put("k", "a value of some length");
		writeFileSync(entry(), change(readFileSync(entry())));
		const cache = await openCache(dir, "1");
		expect(cache.get("k")).toBeUndefined();
		cache.put("k", "again");
		expect(cache.get("k")).toBe("again");
	});

	it("whatever bit it is", async () => {
		const cache = await openCache(dir, "1");
		cache.put("k", "v");
		const whole = readFileSync(entry());
		for (let bit = 0; bit < whole.length * 8; bit += 1) {
			writeFileSync(entry(), flipped(whole, bit >> 3, bit & 7));
			// The line end between seal and value carries nothing.
			if (bit >> 3 !== 64) expect(cache.get("k")).toBeUndefined();
		}
	});

	it("under another entry's name", async () => {
		const cache = await openCache(dir, "1");
		cache.put("a", "of a");
		const a = entry();
		cache.put("b", "of b");
		const b = entries()
			.map((name) => join(dir, name))
			.find((path) => path !== a)!;
		renameSync(b, a);
		expect(cache.get("a")).toBeUndefined();
	});

	it("that is a folder", async () => {
		const cache = await openCache(dir, "1");
		cache.put("k", "v");
		const path = entry();
		rmSync(path);
		mkdirSync(path);
		expect(cache.get("k")).toBeUndefined();
		cache.put("k", "v");
		expect(cache.problem).toMatch(/cannot be written/);
	});
});

function flipped(bytes: Buffer, at: number, bit = 0): Buffer {
	const copy = Buffer.from(bytes);
	copy[at]! ^= 1 << bit;
	return copy;
}

describe("pruning", () => {
	const names = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

	it("keeps what was used and as many others, the newest", async () => {
		const cache = await openCache(dir, "1");
		for (const key of names(150, "old")) cache.put(key, key);
		for (const name of entries()) utimesSync(join(dir, name), 1, 1);
		for (const key of names(150, "new")) cache.put(key, key);
		const used = names(120, "new");
		cache.prune(used);
		expect(entries()).toHaveLength(240);
		for (const key of names(150, "new")) expect(cache.get(key)).toBe(key);
	});

	it("leaves a small cache alone", async () => {
		const cache = await openCache(dir, "1");
		for (const key of names(50, "k")) cache.put(key, key);
		cache.prune([]);
		expect(entries()).toHaveLength(50);
	});

	it("takes away drafts of processes that have died, and nothing that is not ours", async () => {
		const cache = await openCache(dir, "1");
		const hash = "0".repeat(64);
		const living = `${hash}.${process.pid}-1`;
		for (const name of [living, `${hash}.${2 ** 22 + 1}-1`, "notes.txt", `${hash}.md`])
			writeFileSync(join(dir, name), "");
		cache.prune([]);
		expect(entries()).toEqual([living, `${hash}.md`, "notes.txt"].sort());
	});
});

describe("what goes wrong is a remark and no more", () => {
	const works = async (path: string) => {
		const cache = await openCache(path, "1");
		cache.put("k", "v");
		cache.prune(["k"]);
		const value = cache.get("k");
		cache.close();
		return value ?? cache.problem?.replace(root, "~");
	};

	it("a file in its place", async () => {
		writeFileSync(join(root, "f"), "");
		expect(await works(join(root, "f"))).toMatch(
			/^The cache ~\/f (cannot be used \(EEXIST\)|is not used: it is not a folder)\.$/,
		);
		expect(await works(join(root, "f", "g"))).toBe("The cache ~/f/g cannot be used (ENOTDIR).");
	});

	it("a link in its place", async () => {
		mkdirSync(join(root, "elsewhere"));
		symlinkSync("elsewhere", join(root, "l"));
		expect(await works(join(root, "l"))).toBe("The cache ~/l is not used: it is not a folder.");
		expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
	});

	it("a folder in which others may write", async () => {
		mkdirSync(dir, { recursive: true });
		chmodSync(dir, 0o777);
		expect(await works(dir)).toBe("The cache ~/a/b is not used: others may write to it.");
		expect(entries()).toEqual([]);
	});

	it("a folder of somebody else", async () => {
		vi.spyOn(process, "getuid").mockReturnValue(4_000_000);
		expect(await works(dir)).toBe("The cache ~/a/b is not used: it belongs to another user.");
		vi.restoreAllMocks();
	});

	it("a folder that goes away", async () => {
		const cache = await openCache(dir, "1");
		rmSync(dir, { recursive: true });
		cache.put("k", "v");
		expect(cache.get("k")).toBeUndefined();
		expect(cache.problem).toContain("cannot be written (ENOENT)");
		cache.prune(["k"]);
	});
});

it("two processes at once do each other no harm", async () => {
	const program = join(root, "put.mjs");
	const entryPoint = fileURLToPath(new URL("../../src/cache/index.ts", import.meta.url));
	await build({
		stdin: {
			contents: `import { openCache } from ${JSON.stringify(entryPoint)};
				const cache = await openCache(process.argv[2], "1");
				for (let round = 0; round < 5; round += 1) {
					for (let i = 0; i < 200; i += 1) {
						const value = cache.get("k" + i);
						if (value !== undefined && String(value) !== "v".repeat(i)) process.exit(1);
						cache.put("k" + i, Buffer.from("v".repeat(i)));
					}
					cache.prune(Array.from({ length: 100 }, (_, i) => "k" + i));
				}
				if (cache.problem) { console.error(cache.problem); process.exit(2); }`,
			resolveDir: root,
		},
		outfile: program,
		bundle: true,
		platform: "node",
		format: "esm",
	});
	const script = `"$0" "$1" "$2" & "$0" "$1" "$2"; first=$?; wait $! && exit $first`;
	const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, program, dir]);
	expect([status, stderr.toString()]).toEqual([0, ""]);
	const cache = await openCache(dir, "1");
	for (let i = 0; i < 100; i += 1) expect(cache.get(`k${i}`)).toBe("v".repeat(i));
	expect(entries().every((name) => /^[\da-f]{64}$/.test(name))).toBe(true);
});

describe("the default folder", () => {
	afterEach(() => vi.unstubAllEnvs());

	it("is XDG's, one for each vault", () => {
		vi.stubEnv("XDG_CACHE_HOME", "/caches");
		expect(defaultCacheDir("/v")).toMatch(/^\/caches\/notapse\/[\da-f]{16}$/);
		expect(defaultCacheDir("/v")).not.toBe(defaultCacheDir("/w"));
	});

	it.each(["", "relative"])("is in the home folder when XDG_CACHE_HOME is %j", (value) => {
		vi.stubEnv("XDG_CACHE_HOME", value);
		expect(defaultCacheDir("/v").startsWith(join(homedir(), ".cache", "notapse"))).toBe(true);
	});

	it("is a temporary one of one's own when there is no home", () => {
		vi.stubEnv("XDG_CACHE_HOME", undefined);
		vi.stubEnv("HOME", "");
		expect(defaultCacheDir("/v").startsWith(join(tmpdir(), "notapse-"))).toBe(true);
		expect(existsSync(defaultCacheDir("/v"))).toBe(false);
	});
});
