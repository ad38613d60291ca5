import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configSchema, type LoadConfigOptions, loadConfig, nearest, settings } from "../../src/config.js";
import { UsageError } from "../../src/model/index.js";

/** A project: `vault/` lies in it, and a configuration may lie beside the vault or in it. */
let project: string;

beforeEach(async () => {
	project = await mkdtemp(join(tmpdir(), "notapse-config-"));
	await mkdir(join(project, "vault"));
});
afterEach(() => rm(project, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
	await mkdir(dirname(join(project, path)), { recursive: true });
	await writeFile(join(project, path), text);
}

async function load(options: Partial<LoadConfigOptions> = {}) {
	const loaded = await loadConfig({ cwd: project, vault: join(project, "vault"), ...options });
	const short = (text: string) => text.replaceAll(project, "…");
	return { ...loaded, origin: loaded.origin && short(loaded.origin), remarks: loaded.remarks.map(short) };
}

/** What is said about a configuration beside the vault. */
async function complaint(text: string): Promise<string> {
	await write("notapse.config.json", text);
	const error = await load().catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(UsageError);
	return (error as Error).message.replace(`${project}/notapse.config.json`, "");
}

describe("a configuration", () => {
	it("is not needed", async () => {
		expect(await load()).toEqual({
			config: {
				lang: "auto",
				out: join(project, "output"),
				ignore: [],
				comments: "index",
				tagPunctuation: "part-of-tag",
				aliasLinks: false,
				markdownLinks: true,
				followSymlinks: false,
				strict: false,
				embed: true,
				related: true,
				suggestions: false,
				epochs: 200,
				dim: 64,
				seed: 1,
				cell: "gru",
			},
			origin: undefined,
			remarks: [],
		});
	});

	it("may hold comments and trailing commas, and lies beside the vault", async () => {
		await write(
			"notapse.config.jsonc",
			'\uFEFF{ // mine\n "title": "笔记 \\u2014", /* where */ "out": "public", "ignore": ["a",],\n}\n',
		);
		const { config, origin } = await load();
		expect(config).toMatchObject({ title: "笔记 —", out: join(project, "public"), ignore: ["a"] });
		expect(origin).toBe("…/notapse.config.jsonc");
	});

	it("may lie in the vault", async () => {
		await write("vault/notapse.config.json", '{ "lang": "zh" }');
		expect(await load()).toMatchObject({
			config: { lang: "zh" },
			origin: "…/vault/notapse.config.json",
			remarks: [],
		});
	});

	it("beside the vault goes before one in it", async () => {
		await write("notapse.config.json", '{ "title": "beside" }');
		await write("vault/notapse.config.json", '{ "title": "inside" }');
		expect((await load()).config.title).toBe("beside");
	});

	it("that names another vault is none for this one", async () => {
		await mkdir(join(project, "other"));
		await write("notapse.config.json", '{ "vault": "other", "title": "other" }');
		expect((await load()).config.title).toBeUndefined();
		expect((await load({ vault: join(project, "other") })).config.title).toBe("other");
	});

	it("gives way to flags", async () => {
		await write("notapse.config.json", '{ "title": "file", "markdownLinks": false }');
		const { config } = await load({ flags: { title: "flag", out: "there", strict: true } });
		expect(config).toMatchObject({
			title: "flag",
			out: join(project, "there"),
			markdownLinks: false,
			strict: true,
		});
	});

	it.each([
		["https://example.org", "https://example.org/"],
		["http://localhost:8080/notes", "http://localhost:8080/notes/"],
		["https://例子.example/笔记/", "https://xn--fsqu00a.example/%E7%AC%94%E8%AE%B0/"],
	])("base URL %s is %s", async (given, url) => {
		expect((await load({ flags: { baseUrl: given } })).config.baseUrl).toBe(url);
	});
});

describe("nothing inside a vault widens what the tool may do", () => {
	const greedy =
		'{ "title": "kept", "out": "../../elsewhere", "cache": "../c", "followSymlinks": true, "trust": true }';

	it.each([
		["in the vault's root", "vault/notapse.config.json", {}],
		["in a folder of the vault in which we stand", "vault/sub/notapse.config.json", { cwd: "vault/sub" }],
	])("%s", async (_where, path, { cwd = "" }: { cwd?: string }) => {
		await write(path, greedy);
		const { config, remarks } = await load({ cwd: join(project, cwd) });
		expect(config).toMatchObject({ title: "kept", followSymlinks: false, out: join(project, cwd, "output") });
		expect(config.cache).toBeUndefined();
		expect(remarks).toEqual([
			`…/${path}: “out” is not taken from inside a vault; give it as a flag or in a configuration beside the vault`,
			`…/${path}: “cache” is not taken from inside a vault; give it as a flag or in a configuration beside the vault`,
			`…/${path}: “followSymlinks” is not taken from inside a vault; give it as a flag or in a configuration beside the vault`,
			`…/${path}: “trust” is never taken from a configuration; give --trust on the command line`,
		]);
		expect("trust" in config).toBe(false);
	});

	it("also when the vault is reached by another name", async () => {
		await write("vault/notapse.config.json", '{ "out": "elsewhere" }');
		await symlink(join(project, "vault"), join(project, "alias"));
		const { config, remarks } = await load({ cwd: join(project, "alias") });
		expect(config.out).toBe(join(project, "alias", "output"));
		expect(remarks).toHaveLength(1);
	});

	it("a program lying there is not run", async () => {
		await write("vault/notapse.config.mjs", `throw new Error("ran");`);
		const { origin, remarks } = await load();
		expect(origin).toBeUndefined();
		expect(remarks).toEqual([
			"…/vault/notapse.config.mjs is a program and was not run; if you trust it, add --config vault/notapse.config.mjs",
		]);
	});

	it("a link to a file elsewhere is not read", async () => {
		await write("secret.txt", "password");
		await symlink(join(project, "secret.txt"), join(project, "vault/notapse.config.json"));
		expect((await load()).origin).toBeUndefined();
	});
});

describe("a program that is named", () => {
	it("is run, and checked like any other", async () => {
		await write("my.config.mjs", `export default { title: ["a", "b"].join(" & "), out: "x" };`);
		const { config } = await load({ explicit: "my.config.mjs" });
		expect(config).toMatchObject({ title: "a & b", out: join(project, "x") });
	});

	it("is told what is wrong", async () => {
		await write("my.config.mjs", `export default { titel: 1 };`);
		await expect(load({ explicit: "my.config.mjs" })).rejects.toThrow(
			"unknown key “titel”; did you mean “title”?",
		);
		await write("none.mjs", `export const title = 1;`);
		await expect(load({ explicit: "none.mjs" })).rejects.toThrow("expected `export default` of an object");
	});

	it("has to be there", async () => {
		await expect(load({ explicit: "gone.json" })).rejects.toThrow("cannot be read");
	});
});

describe("what is said about a mistake", () => {
	it.each([
		['{\n  "titel": "x"\n}', ":2:3: unknown key “titel”; did you mean “title”?"],
		['{ "quux": 1 }', ":1:3: unknown key “quux”"],
		['{ "title": 7 }', ":1:12: “title”: expected text, found the number 7"],
		['{ "title": " " }', ":1:12: “title”: expected text, found “ ”"],
		['{ "lang": "de" }', ":1:11: “lang”: expected one of auto, en, zh, found “de”"],
		['{ "aliasLinks": "yes" }', ":1:17: “aliasLinks”: expected true or false, found “yes”"],
		['{ "ignore": "a" }', ":1:13: “ignore”: expected a list of texts, found “a”"],
		['{ "ignore": [1] }', ":1:13: “ignore”: expected a list of texts, found a list"],
		['{ "epochs": 1.5 }', ":1:13: “epochs”: expected a whole number from 0 to 1000, found the number 1.5"],
		['{ "epochs": "9" }', ":1:13: “epochs”: expected a whole number from 0 to 1000, found “9”"],
		['{ "dim": 65 }', ":1:10: “dim”: expected a multiple of 8 from 16 to 256, found the number 65"],
		['{ "dim": 512 }', ":1:10: “dim”: expected a multiple of 8 from 16 to 256, found the number 512"],
		['{ "seed": -1 }', ":1:11: “seed”: expected a whole number from 0 to 4294967295, found the number -1"],
		['{ "cell": "GRU" }', ":1:11: “cell”: expected one of gru, lstm, rnn, linear or [[note]], found “GRU”"],
		['{ "out": null }', ":1:10: “out”: expected a path, found null"],
		['{ "cache": true }', ":1:12: “cache”: expected a path, found true"],
		[
			'{ "baseUrl": "example.org" }',
			":1:14: “baseUrl”: expected an absolute URL such as https://notes.example.org/, found “example.org”",
		],
		[
			'{ "baseUrl": "javascript:alert(1)" }',
			":1:14: “baseUrl”: expected an absolute URL such as https://notes.example.org/, found “javascript:alert(1)”",
		],
		[
			'{ "vault": "../other" }',
			":1:12: “vault”: expected a folder below the configuration file, such as “vault”",
		],
		[
			'{ "vault": "/etc" }',
			":1:12: “vault”: expected a folder below the configuration file, such as “vault”",
		],
		['{ "title": "a", "title": "b" }', ":1:17: “title” stands here a second time"],
		['{ "__proto__": {} }', ":1:3: unknown key “__proto__”"],
		["[]", ":1:1: expected an object in { braces }"],
		["", ":1:1: a value is missing"],
		['{ "title": "x" ', ':1:16: expected "," or "}"'],
		['{ "title": "x\n" }', ":1:12: this text is not closed"],
		['{ "title": "\\q" }', ":1:12: this text holds a character or an escape that JSON does not know"],
		["{ title: 1 }", ':1:3: expected a key in "double quotes"'],
		['{ "title" "x" }', ':1:11: expected ":" after the key'],
		['{ "strict": yes }', ":1:13: “yes” is not JSON"],
		['{ "strict": 01 }', ":1:13: “01” is not JSON"],
		["{} x", ":1:4: unexpected text after the end"],
		["{ /* }", ":1:3: this comment is not closed"],
		["[".repeat(100), ":1:66: nested too deeply"],
	])("%j", async (text, message) => {
		expect(await complaint(text)).toBe(message);
	});

	it("names the flag", async () => {
		await expect(load({ flags: { baseUrl: "x" } })).rejects.toThrow("--base-url: expected an absolute URL");
	});
});

describe("the table of settings", () => {
	it("is the schema in docs/", async () => {
		await expect(`${JSON.stringify(configSchema(), null, "\t")}\n`).toMatchFileSnapshot(
			"../../docs/config.schema.json",
		);
	});

	it("is documented, key by key", async () => {
		const docs = await readFile("docs/configuration.md", "utf8");
		for (const { key, flag, widens } of settings) {
			expect(docs).toContain(`| \`${key}\`${widens ? " ⚿" : ""} |`);
			expect(docs).toContain(`\`${flag.split(" ")[0]}`);
		}
	});
});

describe("the nearest name", () => {
	it.each([
		["titel", "title"],
		["baseurl", "baseUrl"],
		["ignores", "ignore"],
		["x", undefined],
		["completely-else", undefined],
	])("%s → %s", (name, expected) => {
		const keys = settings.map(({ key }) => key);
		expect(nearest(name, keys)).toBe(expected);
	});
});
