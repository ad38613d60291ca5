import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Heading, SiteFile } from "../../src/model/index.js";
import { buildSearch } from "../../src/site/search/build.js";
import { type StoredText, shardFile } from "../../src/site/search/layout.js";
import { excerpt, matchesIn } from "../../src/site/search/matches.js";
import { parseQuery } from "../../src/site/search/parse-query.js";
import { fromCharacters, fromScript, toScript } from "../../src/site/search/script.js";
import { type Answer, createSearcher, type Hit, type Searcher } from "../../src/site/search/searcher.js";
import { decodeShard, encodeShard } from "../../src/site/search/shard.js";
import { fold, pairsOf, runsOf, shardOf } from "../../src/site/search/tokens.js";
import { type TestNote, toDocument } from "./client-site.js";

/** `"title: text"` is a note; `a/b: …` lies in folder a; `title #tag =alias: text`. */
function note(line: string): TestNote {
	const [, head = "", text = ""] = /^([^:]*):\s?([\s\S]*)$/.exec(line) ?? [];
	const tags = [...head.matchAll(/#(\S+)/g)].map((match) => match[1] ?? "");
	const aliases = [...head.matchAll(/=(\S+)/g)].map((match) => match[1] ?? "");
	const path = head.replace(/ [#=]\S+/g, "").trim();
	return { path, title: path.replace(/^.*\//, ""), tags, aliases, text };
}

function filesOf(notes: readonly TestNote[]): Map<string, Uint8Array> {
	return new Map(
		buildSearch(notes.map((note) => toDocument(note))).map((file) => [file.path, contentOf(file)]),
	);
}

function contentOf(file: SiteFile): Uint8Array {
	if (!("content" in file)) throw new Error(`${file.path} is a copy`);
	const content = file.content();
	return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** @param log gets the path of each file that was loaded */
function searcherOf(notes: readonly TestNote[], log: string[] = []): Searcher {
	const files = filesOf(notes);
	return createSearcher(async (path) => {
		log.push(path);
		const file = files.get(path);
		if (file === undefined) throw new Error(`not there: ${path}`);
		return gunzipSync(fromScript(file));
	});
}

async function ask(
	notes: readonly TestNote[],
	query: string,
	limit = 10,
	log: string[] = [],
): Promise<Answer> {
	return (await searcherOf(notes, log).search(query, limit)) as Answer;
}

const titles = (answer: Answer) => answer.hits.map(titleOf).join(" ");
const titleOf = (hit: Hit) => hit.title.map((piece) => piece.text).join("");
const drawn = (pieces: Hit["snippet"]) =>
	pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

const rnn = [
	note("循环神经网络 #课程/RNN =RNN: 循环神经网络有隐藏状态，梯度消失是它的毛病。"),
	note("门控循环单元 =GRU: 门控循环单元用更新门。GRU 比 LSTM 简单。"),
	note("长短期记忆 #课程 =LSTM: 细胞状态与遗忘门。BiLSTM 从两边读。"),
	note("记忆/梯度消失: 反向传播时梯度变小。"),
	note("diary/Monday: We read about getElementById and a C++ library; C is older. naïve café"),
];

describe("what a query finds", () => {
	it.each([
		["循环神经网络", "循环神经网络"],
		["神经网", "循环神经网络"],
		["经网络", "循环神经网络"],
		["梯度消失", "梯度消失 循环神经网络"],
		["门", "门控循环单元 长短期记忆"],
		["门控 更新", "门控循环单元"],
		["lstm", "长短期记忆 门控循环单元"],
		["ＬＳＴＭ", "长短期记忆 门控循环单元"],
		["LST", "长短期记忆 门控循环单元"],
		["gru", "门控循环单元"],
		["element", "Monday"],
		["C++", "Monday"],
		["c", "Monday"],
		["CAFÉ", "Monday"],
		["cafe\u0301", "Monday"],
		['"隐藏状态"', "循环神经网络"],
		["“隐藏状态”", "循环神经网络"],
		['"about getelementbyid"', "Monday"],
		["tag:课程", "循环神经网络 长短期记忆"],
		["tag：rnn", ""],
		["tag:课程/rn", "循环神经网络"],
		["#课程/RNN", "循环神经网络"],
		["tag:课程 状态", "循环神经网络 长短期记忆"],
		["path:记忆 梯度", "梯度消失"],
		["path:diary", "Monday"],
		["隐藏状态细胞", ""],
		["络网经神", ""],
		["不存在的词语", ""],
		["", ""],
		["   ", ""],
		["，。！", ""],
	])("%s → %s", async (query, expected) => {
		const answer = await ask(rnn, query);
		expect(answer.near ? "" : titles(answer).split(" ").sort().join(" ")).toBe(
			expected.split(" ").sort().join(" "),
		);
	});

	it("puts the page with that title first, then the one with that alias", async () => {
		const notes = [
			note("a: 门控 门控 门控 门控 门控 门控"),
			note("门控循环单元: 门控门控门控"),
			note("z/门控: 一句话。"),
			note("y =门控: 别的。"),
		];
		expect(
			titles(await ask(notes, "门控"))
				.split(" ")
				.slice(0, 2),
		).toEqual(["门控", "y"]);
	});

	it("finds a phrase, not its pairs", async () => {
		const notes = [note("散: 神经一，经网二，网络三。"), note("整: 神经网络。")];
		expect(titles(await ask(notes, "神经网络"))).toBe("整");
	});

	it("leads to the section", async () => {
		const answer = await ask([note("笔记: 开头。\n# 第一节\n没有。\n# 第二节\n这里讲遗忘门。")], "遗忘门");
		expect(answer.hits[0]?.places.map((place) => [place.slug, drawn(place.snippet)])).toEqual([
			["第二节", "这里讲[遗忘门]。"],
		]);
	});

	it("finds a heading by its text alone, and not those that the page does not show", async () => {
		const shown = toDocument(note("甲: 文。\n# 遗忘门"));
		const heading = { depth: 1, text: "遗忘门", slug: "遗忘门" } as Heading;
		const commented = toDocument({ path: "乙", title: "乙", text: "文。" }, [heading]);
		const documents = [shown, commented];
		const files = new Map(buildSearch(documents).map((file) => [file.path, contentOf(file)]));
		const searcher = createSearcher(async (path) => gunzipSync(fromScript(files.get(path) as Uint8Array)));
		const answer = (await searcher.search("遗忘门", 10)) as Answer;
		expect(titles(answer)).toBe("甲");
		expect(answer.hits[0]?.places.map((place) => [drawn(place.heading), drawn(place.snippet)])).toEqual([
			["[遗忘门]", ""],
		]);
		const texts = [...files]
			.filter(([path]) => path.includes("/texts/"))
			.map(([, bytes]) => gunzipSync(fromScript(bytes)).toString());
		expect(texts.join("").split("遗忘门")).toHaveLength(3);
	});

	it.each([
		["梯度消逝", "梯度消失"],
		["Mondya", "Monday"],
		["Munday", "Monday"],
	])("%s is near to %s", async (query, expected) => {
		const answer = await ask(rnn, query);
		expect([answer.near, titles(answer)]).toEqual([true, expected]);
	});

	it("treats names that mean something to JavaScript as text", async () => {
		const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "<b>x</b>", "a%b"];
		const notes = names.map((name, index) => ({ path: `n${index}`, title: name, text: name, tags: [name] }));
		for (const name of names) {
			expect(titles(await ask(notes, name)).split(" ")).toContain(name);
			expect(titles(await ask(notes, `tag:${name}`))).toBe(name);
		}
	});

	it("holds on an empty vault", async () => {
		expect(await ask([], "什么")).toEqual({ hits: [], total: 0, near: true, meant: [] });
	});

	it("drops the answer when nobody waits for it", async () => {
		const searcher = searcherOf(rnn);
		expect(await searcher.search("门", 10, { aborted: true })).toBeUndefined();
	});

	it("asks again for what could not be loaded", async () => {
		const files = filesOf(rnn);
		let broken = true;
		const searcher = createSearcher(async (path) => {
			if (broken) throw new Error("offline");
			return gunzipSync(fromScript(files.get(path) as Uint8Array));
		});
		await expect(searcher.search("门控", 10)).rejects.toThrow("offline");
		broken = false;
		expect((await searcher.search("门控", 10))?.hits).toHaveLength(1);
	});
});

describe("what is loaded", () => {
	const many = Array.from({ length: 400 }, (_, index) =>
		note(
			`f${index % 7}/n${index}: 第${index}篇讲${"天地玄黄宇宙洪荒日月盈昃辰宿列张"[index % 16]}与神经网络${index % 3 === 0 ? "之外" : ""}。`,
		),
	);

	it("is the manifest, the shards of the query and the texts of the hits", async () => {
		const log: string[] = [];
		await ask(many, "神经网络", 10, log);
		expect(log.filter((path) => path.includes("/terms/")).length).toBeLessThanOrEqual(3);
		expect(log.filter((path) => path.includes("/texts/")).length).toBeLessThanOrEqual(10);
		expect(log).not.toContain("-/search/names.js");
		expect(new Set(log).size).toBe(log.length);
	});

	it("covers a long phrase without asking for each of its pairs", () => {
		const [unit] = parseQuery("天地玄黄宇宙洪荒日月盈昃").units;
		const pairs = unit?.lookups.map(({ term }) => term) ?? [];
		expect(pairs.length).toBeLessThanOrEqual(7);
		for (const character of "天地玄黄宇宙洪荒日月盈昃") expect(pairs.join("")).toContain(character);
	});

	it("of a long note is the passage that answers", async () => {
		const notes = [note(`长: 甲骨文在最前。${han(40_000)}钟鼎文在最后。`), note("短: 别的")];
		for (const query of ["甲骨文", "钟鼎文"]) {
			const log: string[] = [];
			expect(titles(await ask(notes, query, 10, log))).toBe("长");
			expect(log.filter((path) => path.includes("/texts/"))).toHaveLength(1);
		}
		expect(titles(await ask(notes, "甲骨文 钟鼎文 长"))).toBe("长");
		expect(titles(await ask(notes, '"甲骨文 钟鼎文"'))).toBe("");
	});

	it("finds what stands at a cut", async () => {
		const text = han(30_000);
		const searcher = searcherOf([note(`长: ${text}`)]);
		for (let at = 500; at < text.length; at += 1250) {
			for (const length of [2, 7, 40]) {
				const answer = (await searcher.search(text.slice(at, at + length), 1)) as Answer;
				expect(titles(answer), `${at}`).toBe("长");
			}
		}
	});

	it("changes little when one note changes", () => {
		const before = filesOf(many);
		const edited = many.map((old, index) =>
			index === 123 ? { ...old, text: `${old.text}新添饕餮。` } : old,
		);
		const after = filesOf(edited);
		const changed = [...after].filter(
			([path, bytes]) => Buffer.compare(bytes, before.get(path) ?? new Uint8Array()) !== 0,
		);
		expect([...before.keys()].filter((path) => !after.has(path))).toEqual([]);
		expect(changed.filter(([path]) => path.includes("/texts/"))).toHaveLength(1);
		expect(changed.length).toBeLessThanOrEqual(10);
	});

	it("is the same for the same notes in any order", () => {
		expect([...filesOf([...many].reverse())].sort()).toEqual([...filesOf(many)].sort());
	});
});

const word = fc.stringMatching(/^[门控循环神经网络梯度消失a-cA-C 0-2，é]{0,24}$/);

describe("for any notes", () => {
	it("a stretch of unspaced text finds every note that holds it, and only those", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(word, { maxLength: 12 }), fc.nat(), fc.nat(), async (texts, which, where) => {
				const notes = texts.map((text, index) => ({ path: `n${index}`, title: `题${index}`, text }));
				const runs = texts.flatMap((text) => [...runsOf(text)]).filter((run) => run.kind === "characters");
				const run = [...(runs[which % Math.max(1, runs.length)]?.text ?? "门控")];
				const query = run.slice(where % run.length).join("");
				const truth = notes.filter(({ text }) => fold(text).includes(fold(query))).map(({ title }) => title);
				const answer = await ask(notes, query, 1000);
				expect((answer.near ? [] : answer.hits.map(titleOf)).sort()).toEqual(truth.sort());
			}),
			{ numRuns: 60 },
		);
	});

	it("a query never throws", async () => {
		const searcher = searcherOf(rnn);
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" }), word), async (query) => {
				const answer = await searcher.search(query, 5);
				expect(answer?.hits.length).toBeLessThanOrEqual(5);
			}),
			{ numRuns: 300 },
		);
	});

	it("what an excerpt marks is what was asked for, and its pieces are the text", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme" }),
				word,
				fc.string({ unit: "binary" }),
				(before, needle, after) => {
					const text = before + needle + after;
					const needles = parseQuery(needle).units.map((unit) => unit.needle);
					const whole = excerpt(text, needles, Number.POSITIVE_INFINITY);
					expect(whole.map((piece) => piece.text).join("")).toBe(text);
					for (const { start, end } of matchesIn(text, needles)) {
						expect(end).toBeGreaterThan(start);
						expect(end).toBeLessThanOrEqual(text.length);
					}
				},
			),
		);
	});
});

describe("an excerpt", () => {
	it.each([
		["天地玄黄宇宙洪荒", "玄黄", 40, "天地[玄黄]宇宙洪荒"],
		["Größe und ﬁne Dinge", "fine", 60, "Größe und [ﬁne] Dinge"],
		["İstanbul LSTM", "lstm", 60, "İstanbul [LSTM]"],
		["ｶﾞｽ と ガス", "ガス", 60, "[ｶﾞｽ] と [ガス]"],
		["former transformer Former", "former", 60, "[former] transformer [Former]"],
		["BiLSTM", "lstm", 60, "Bi[LSTM]"],
	])("%s ? %s", (text, query, cells, expected) => {
		const needles = parseQuery(query).units.map((unit) => unit.needle);
		expect(drawn(excerpt(text, needles, cells))).toBe(expected);
	});

	it("stands around the match, within its width", () => {
		const text = `${"前".repeat(300)}，这里有遗忘门。${"后".repeat(300)}`;
		const pieces = excerpt(text, [{ text: "遗忘门", word: false }], 100);
		expect(drawn(pieces)).toContain("[遗忘门]");
		expect(drawn(pieces).length).toBeLessThan(60);
	});
});

describe("the files", () => {
	it("carry any bytes, fetched or run as a script", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
				const script = toScript(bytes);
				expect([...fromScript(script)]).toEqual([...bytes]);
				// What a browser reads with the charset x-user-defined.
				const source = Array.from(script, (byte) =>
					String.fromCharCode(byte < 0x80 ? byte : 0xf700 + byte),
				).join("");
				const literal = source.slice(source.indexOf('"') + 1, -1);
				expect(literal).not.toMatch(/[\n\r]|(?<!\\)(?:\\\\)*"/);
				const value = literal.replace(/\\(.)/gs, (_, char: string) => ({ n: "\n", r: "\r" })[char] ?? char);
				expect([...fromCharacters(value)]).toEqual([...bytes]);
			}),
		);
	});

	it("hold shards that come back as they were", () => {
		const terms = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(terms, fc.infiniteStream(fc.nat({ max: 1 << 22 })), (names, numbers) => {
				const lists = names.map((_, index) =>
					[...new Set([...take(numbers, (index * 7) % 5)].map((n) => n * 64 + (n % 64)))].sort(
						(a, b) => a - b,
					),
				);
				const starts = Uint32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]);
				const shard = { terms: [...names].sort(), starts, postings: Uint32Array.from(lists.flat()) };
				expect(decodeShard(encodeShard(shard))).toEqual(shard);
			}),
		);
	});

	it("do not multiply long names", () => {
		const name = han(50_000);
		const notes = [
			{
				...note(`长: # ${name}\n${han(50_000)}`),
				title: name,
				aliases: [name],
				tags: [`${name}/a/b/c/d/e/f`],
			},
		];
		const size = [...filesOf(notes).values()].reduce((sum, bytes) => sum + bytes.length, 0);
		expect(size).toBeLessThan(45 * 50_000);
	});

	it("keep what stands in a note as data", () => {
		const files = filesOf([note("x: </script><img src=x onerror=alert(1)>\u2028 \" \\ '")]);
		const texts = JSON.parse(
			gunzipSync(fromScript(files.get("-/search/texts/0.js") as Uint8Array)).toString(),
		) as StoredText[];
		expect(texts[0]?.[4][0]?.[2]).toBe("</script><img src=x onerror=alert(1)> \" \\ '");
	});

	it("have no shard that is empty, and no term in the wrong one", () => {
		const files = filesOf(rnn);
		const manifest = JSON.parse(
			gunzipSync(fromScript(files.get("-/search/index.js") as Uint8Array)).toString(),
		);
		const shards = Array.from({ length: manifest.shards }, (_, index) => index).filter((index) =>
			files.has(shardFile(index)),
		);
		for (const index of shards) {
			const { terms } = decodeShard(gunzipSync(fromScript(files.get(shardFile(index)) as Uint8Array)));
			expect(terms.length).toBeGreaterThan(0);
			for (const term of terms) expect(shardOf(term, manifest.shards)).toBe(index);
		}
	});
});

/** Han characters in no order, the same each time. */
function han(length: number): string {
	let state = 1;
	const next = () => {
		state = (state * 48271) % 2147483647;
		return state;
	};
	return Array.from({ length }, () => String.fromCharCode(0x4e00 + (next() % 9000))).join("");
}

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
	let left = count;
	for (const value of values) {
		if (left-- <= 0) return;
		yield value;
	}
}

describe("text to terms", () => {
	it.each([
		["循环神经网络 GRU", "循环神经网络|GRU"],
		["第2章", "第|2|章"],
		["C++ 与 c#、a+b", "C++|与|c#|a|b"],
		["snake_case don't", "snake|case|don|t"],
		["データベース ハングル한글", "データベース|ハングル한글"],
		["ภาษาไทย", "ภาษาไทย"],
	])("%s", (text, expected) => {
		expect([...runsOf(text)].map((run) => run.text).join("|")).toBe(expected);
	});

	it("pairs overlap", () => {
		expect(pairsOf("神经网络")).toEqual(["神经", "经网", "网络"]);
		expect(pairsOf("𠮷野家")).toEqual(["𠮷野", "野家"]);
		expect(pairsOf("门")).toEqual(["门"]);
	});
});

describe("by what is meant", () => {
	/** The networks point in one direction, each dish in one of its own. */
	const towards = (axis: number, aside = 0) =>
		Array.from({ length: 16 }, (_, k) => (k === axis ? 1 : k === 15 ? aside : 0));
	const meant = [
		{ ...note("循环神经网络: 隐藏状态与门。"), vector: towards(0, 0.3) },
		{ ...note("长短期记忆: 细胞状态与遗忘门。"), vector: towards(0, 0.1) },
		{ ...note("堆叠: 一层又一层。"), vector: towards(0, 0.2) },
		...Array.from({ length: 12 }, (_, i) => ({ ...note(`菜${i}: 盐与油。`), vector: towards(i + 1) })),
	];
	const documents = meant.map(({ vector, ...test }) => ({
		...toDocument(test),
		vector: Float32Array.from(vector),
	}));
	const searcher = (withVectors: boolean, log: string[] = []) => {
		const files = new Map(
			buildSearch(documents, withVectors ? 16 : undefined).map((file) => [file.path, contentOf(file)]),
		);
		return createSearcher(async (path) => {
			log.push(path);
			return gunzipSync(fromScript(files.get(path) as Uint8Array));
		});
	};
	const answerTo = async (query: string, meaning: boolean, withVectors = true, log: string[] = []) =>
		(await searcher(withVectors, log).search(query, 10, undefined, meaning)) as Answer;
	const names = (hits: readonly Hit[]) => hits.map(titleOf).join(" ");

	it("notes are found that lack the word, apart from those that have it", async () => {
		const answer = await answerTo("遗忘", true);
		expect(names(answer.hits)).toBe("长短期记忆");
		expect(names(answer.meant).split(" ").sort()).toEqual(["堆叠", "循环神经网络"].sort());
		expect(drawn(answer.meant[0]?.snippet ?? [])).not.toBe("");
	});

	it("nothing is loaded for it, and nothing found by it, before it is asked for", async () => {
		const log: string[] = [];
		const answer = await answerTo("遗忘", false, true, log);
		expect(answer.meant).toEqual([]);
		expect(log).not.toContain("-/search/vectors.js");
		const later: string[] = [];
		await answerTo("遗忘", true, true, later);
		expect(later.filter((path) => !log.includes(path) && !path.includes("/texts/"))).toEqual([
			"-/search/vectors.js",
		]);
	});

	it("an index without vectors answers as it did, to the byte", async () => {
		expect(await answerTo("门", true, false)).toEqual(await answerTo("门", false, true));
		const plain = new Map(buildSearch(documents).map((file) => [file.path, contentOf(file)]));
		for (const file of buildSearch(documents, 16)) {
			if (/vectors|index/.test(file.path)) continue;
			expect(Buffer.compare(contentOf(file), plain.get(file.path) as Uint8Array), file.path).toBe(0);
		}
	});

	it.each(['"遗忘门"', "path:长 遗忘", "tag:x"])("%s says exactly what is wanted", async (query) => {
		expect((await answerTo(query, true)).meant).toEqual([]);
	});

	it("the page with that title stays first, whatever else is near", async () => {
		const answer = await answerTo("堆叠", true);
		expect(names(answer.hits).split(" ")[0]).toBe("堆叠");
	});

	it("an unknown word means nothing", async () => {
		const answer = await answerTo("饕餮", true);
		expect([answer.near, answer.meant]).toEqual([true, []]);
	});

	it("a note without a vector is near to nothing", async () => {
		const files = new Map(
			buildSearch(
				documents.map(({ vector, ...document }, i) => (i === 1 ? document : { ...document, vector })),
				16,
			).map((file) => [file.path, contentOf(file)]),
		);
		const other = createSearcher(async (path) => gunzipSync(fromScript(files.get(path) as Uint8Array)));
		const answer = (await other.search("遗忘", 10, undefined, true)) as Answer;
		expect([names(answer.hits), answer.meant]).toEqual(["长短期记忆", []]);
	});
});
