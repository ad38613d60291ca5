import { beforeAll, describe, expect, it } from "vitest";
import { type Searchable, searchable } from "./ask.js";

const files = {
	"both.md": "meeting about work\n\nand a meetup",
	"meeting.md": "A Meeting with people.\n\n- [ ] call Ann #work/today\n- [x] email Bob\n- [-] call off\n",
	"work.md":
		"---\nstatus: Draft\nduration: 4\ntags: [work]\n---\nhard work\n\n# One\n\ndog\n\ncat\n\n# Two\n\ndog and cat\n",
	"personal.md":
		'---\nstatus: Published\nduration: 7\naliases: [Name, Other name]\ndue date: 2024-05-01\n---\nmeetup, personal\n\nstar wars, they said "hello" to each other\n',
	"empty.md": '---\nstatus:\naliases: []\ncount: ""\n---\nnothing here\n',
	"日记/2022-07-01.md": "今天学习了循环神经网络。\n天气很好。\n\n梯度 消失 #课程/RNN",
	"notes.txt": "meeting work",
	"picture.jpg": "x",
	"links.md": "![[picture.jpg]] [[notes.txt]] [[work|Star Wars]] C++ and a\\b, 50%",
	"code.md":
		"```sh\n# no heading\ngrep dog\n```\n\nHappyCat happycat\n\n1. mix\n2. flour\n\n> quoted mix\n> and flour",
	"board.canvas":
		'{"nodes":[{"id":"a","type":"text","text":"meeting on a canvas","x":0,"y":0,"width":1,"height":1}],"edges":[]}',
} satisfies Record<string, string>;

let vault: Searchable;
beforeAll(async () => {
	vault = await searchable(files);
});

describe("a search finds", () => {
	it.each([
		// Words, each for itself, in the text or the path
		["meeting", "board.canvas both meeting"],
		["meeting work", "both meeting"],
		["meeting OR personal", "board.canvas both meeting personal"],
		["meeting work OR meetup personal", "both meeting personal"],
		["meeting (work OR people)", "both meeting"],
		["meet", "board.canvas both meeting personal"],
		["MEETUP", "both personal"],
		["日记", "日记/2022-07-01"],
		["神经网", "日记/2022-07-01"],
		["学习 天气", "日记/2022-07-01"],
		["nowhere", ""],
		// Phrases
		['"star wars"', "links personal"],
		['"they said \\"hello\\" to each other"', "personal"],
		['"梯度 消失"', "日记/2022-07-01"],
		["C++", "links"],
		["a\\b", "links"],
		["50%", "links"],
		["[[picture.jpg]]", "links"],
		// What is excluded
		["meeting -work", "board.canvas"],
		["meeting -work -canvas", ""],
		["meet -(work meetup)", "board.canvas meeting personal"],
		["--meetup", "both personal"],
		["-meeting -work -status -日记", "code"],
		// Names and paths, of any file
		["file:.jpg", "picture.jpg"],
		["file:202207", ""],
		["file:2022-07", "日记/2022-07-01"],
		['path:"日记/2022"', "日记/2022-07-01"],
		["path:日记 -file:01", ""],
		["content:日记", ""],
		["file:(note OR pic)", "notes.txt picture.jpg"],
		["meeting file:notes", ""],
		// Tags
		["tag:#work", "meeting work"],
		["tag:work", "meeting work"],
		["tag:#work/today", "meeting"],
		["tag:#wor", ""],
		["tag:#today", ""],
		["tag:课程", "日记/2022-07-01"],
		["tag:(work OR 课程)", "日记/2022-07-01 meeting work"],
		["tag:work -tag:work/today", "work"],
		["tag:/^#w.*y$/", "meeting"],
		// Lines, blocks, sections
		["line:(dog cat)", "work"],
		["line:(mix flour)", ""],
		["block:(mix flour)", "code"],
		["block:(dog cat)", "work"],
		["section:(dog cat)", "code work"],
		["section:(heading HappyCat)", "code"],
		['section:("One" dog -Two)', "work"],
		["line:(天气 好)", "日记/2022-07-01"],
		["meeting -line:(meeting work)", "board.canvas meeting"],
		["section:(line:(dog cat))", "work"],
		["block:(tag:work)", "meeting"],
		// Tasks
		["task:call", "meeting"],
		["task-todo:call", "meeting"],
		["task-done:call", "meeting"],
		["task-todo:email", ""],
		["task-done:email", "meeting"],
		["task:(call OR nothing) -task:people", "meeting"],
		["task:/./", "meeting"],
		// Case
		["match-case:HappyCat", "code"],
		["match-case:happyCat", ""],
		["match-case:(meetup ignore-case:AND)", "both"],
		["line:(match-case:Meeting PEOPLE)", "meeting"],
		["match-case:/^A /", "meeting"],
		// Properties
		["[status]", "empty personal work"],
		["[Status:draft]", "work"],
		["[status:Draft OR Published]", "personal work"],
		["[status:null]", "empty"],
		["[aliases:null]", ""],
		["[count:null]", ""],
		["[aliases]", "empty personal"],
		["[aliases:name]", "personal"],
		['[aliases:"name"]', "personal"],
		['[aliases:"nam"]', ""],
		["[due date]", "personal"],
		["[due date:>2024-04]", "personal"],
		["[duration:<5]", "work"],
		["[duration:>5]", "personal"],
		["[duration:<=7]", "personal work"],
		["-[duration:<5] [status]", "empty personal"],
		["-[status:draft] [status]", "empty personal"],
		["[/^(du|st)/:/^\\d+$/]", "personal work"],
		["[tags:work]", "work"],
		["work [status:-Published]", "work"],
		// Regular expressions
		["/\\d{4}-\\d{2}-\\d{2}/", "日记/2022-07-01 personal"],
		["path:/\\d{4}-\\d{2}-\\d{2}/", "日记/2022-07-01"],
		["/^# one$/", "work"],
		["/dog.cat/", ""],
		["/dog\\ncat/", ""],
		["/dog[^]*cat/", "code work"],
		["/dog.*cat/s", "code work"],
		["line:/dog.*cat/", "work"],
		["/循环.{2}网络/", "日记/2022-07-01"],
		["/a\\\\b/", "links"],
	])("%s → %s", (search, found) => {
		expect(vault.find(search)).toBe(found);
	});
});

describe("what was found is shown", () => {
	it.each([
		[
			"work -meetup -star",
			["meeting: 3 - [ ] call Ann #[work]/today", "work: 4 tags: [[work]] · 6 hard [work]"],
		],
		["line:(dog cat)", ["work: 16 [dog] and [cat]"]],
		["meeting line:(work meeting)", ["both: 1 [meeting] about [work]"]],
		["match-case:happycat", ["code: 6 HappyCat [happycat]"]],
		["神经 OR 梯度", ["日记/2022-07-01: 1 今天学习了循环[神经]网络。 · 4 [梯度] 消失 #课程/RNN"]],
		["task-done:call", ["meeting: 5 - [-] [call] off"]],
		["tag:课程", ["日记/2022-07-01: 4 梯度 消失 [#课程]/RNN"]],
		["[status:draft]", ["work: "]],
		["file:.jpg", ["picture.jpg: "]],
		["/DOG|cat/ file:work", ["work: 10 [dog] · 12 [cat] · 16 [dog] and [cat]"]],
	])("%s", async (search, excerpts) => {
		expect(await vault.excerpts(search)).toEqual(excerpts);
	});
});

describe("notapse search", () => {
	it("ranks by words, and narrows by operators", () => {
		expect(vault.ranked("work")).toBe("work both meeting");
		expect(vault.ranked("work tag:#work -task:call")).toBe("work");
		expect(vault.ranked('"star wars"')).toBe("links personal");
	});

	it("puts those first in which most was found where there are no words for all", () => {
		expect(vault.ranked("dog OR meetup")).toBe("work both code personal");
		expect(vault.ranked("tag:work")).toBe("meeting work");
	});
});
