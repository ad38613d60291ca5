/**
 * A vault that means harm in every way we know, written for the tests: one group for each rule. Every note holds
 * `marker(path)`, so that a page can be known as the page of its note.
 */
import { createHash } from "node:crypto";
import type { Files } from "../vault/on-disk.js";

/** What no page may ever run: a page that did has `pwned`. */
const run = "top.pwned=1";
export const evil = "//evil.example";

/** A word that stands in this note and in no other. */
export function marker(path: string): string {
	return `mark${createHash("sha256").update(path).digest("hex").slice(0, 12)}`;
}

/** What must stay in the house; each in lower case, for search folds. */
export const secrets = {
	draft: "zqxdraft",
	unpublished: "zqxunpublished",
	ignored: "zqxignored",
	settings: "zqxsettings",
	comment: "zqxcomment",
	outside: "zqxoutside",
};

/** Published: notes whose page must show the marker. */
export function hostileNotes(): Map<string, string | Uint8Array> {
	const groups = [
		names(),
		collisions(),
		payloadNotes(),
		sinks(),
		outside(),
		frontmatter(),
		embeds(),
		bytes(),
	];
	return new Map(groups.flatMap((group) => Object.entries(group)));
}

/** What else lies in the vault. */
export function hostileFiles(): Files {
	return { ...canvases(), ...attachments(), ...drafts(), ...links };
}

/** Beside the vault. */
export const outsideFiles: Files = {
	"secret.md": `# ${secrets.outside}`,
	"secret.png": secrets.outside,
	"secret.svg": `<svg xmlns="http://www.w3.org/2000/svg"><text>${secrets.outside}</text></svg>`,
	"folder/secret.md": secrets.outside,
};

export const payloads = [
	`<script>${run}</script>`,
	`"><img src=x onerror=${run}>`,
	`'><svg onload=${run}>`,
	`</title><script>${run}</script>`,
	`</textarea></style></script><script>${run}</script>`,
	`]]><script>${run}</script>`,
	`--><script>${run}</script><!--`,
	`javascript:${run}`,
	` \u0001java\tscript:${run}`,
	`data:text/html,<script>${run}</script>`,
	`<iframe srcdoc="<script>${run}</script>"></iframe>`,
	`<a href="javascript:${run}">x</a><a href="vbscript:x">y</a><a href="java&#10;script:${run}">z</a>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
	`<svg><a xlink:href="javascript:${run}"><text>x</text></a><animate onbegin=${run} attributeName=x></svg>`,
	`<meta http-equiv="refresh" content="0;url=${evil}/"><base href="${evil}/">`,
	`<form action="${evil}"><input name=q><button formaction="javascript:${run}">go</button></form>`,
	`<link rel=stylesheet href="${evil}/x.css"><style>@import "${evil}/y.css";*{background:url(${evil}/z)}</style>`,
	`<p style="background:url(${evil}/a)" id=content name=body class=site-header>x</p><img name=currentScript>`,
	`<img src="${evil}/i.png" srcset="${evil}/i2.png 2x"><video poster="${evil}/p.png" src="${evil}/v.mp4"></video>`,
	`<object data="${evil}/o"></object><embed src="${evil}/e"><audio src="${evil}/a" autoplay></audio>`,
	`<details open ontoggle=${run}><summary>x</summary></details><body onload=${run}>`,
	`<div><plaintext>`,
	`<notapse-search><template shadowrootmode=open><script>${run}</script></template></notapse-search>`,
	`{{7*7}} \${7*7} <%= 7*7 %> [x](javascript:${run}) ![x](data:text/html;base64,PHNjcmlwdD4=) \u202Egnp.exe\u202C`,
];

function withMarkers(texts: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(texts).map(([path, text]) => [path, `${text}\n\n${marker(path)}\n`]),
	);
}

/** Names that mean something to JavaScript, Windows, URLs, shells, terminals or readers' eyes. */
function names(): Record<string, string> {
	const stems = [
		..."__proto__ constructor toString hasOwnProperty valueOf prototype then length CON aux nul COM1 LPT9.x".split(
			" ",
		),
		..."index 404 contents robots.txt llms sitemap.xml rss.xml - _ ~ $HOME `id` $(id) ;id |id &id >id <id".split(
			" ",
		),
		"长".repeat(68),
		"n".repeat(252),
		"💡 emoji 👩‍👩‍👧",
		"rtl \u202Egnp.exe",
		"zero\u200Bwidth",
		"line\nbreak",
		"tab\tand\u0007bell and \u001B[31mred",
		"quote \" and ' and `",
		"#hash ?query %percent %2e%2e %00 &amp; +",
		"back\\slash",
		"trailing dot.",
		"trailing blank ",
		" leading blank",
		"a.html",
		"x.md",
		"C:",
		"[brackets]]",
		"<b>bold<",
		`<img src=x onerror=${run}>`,
		`"onmouseover="${run}`,
	];
	return withMarkers({
		...Object.fromEntries(stems.map((stem) => [`names/${stem}.md`, `A note called so. [[Hub]]`])),
		[`names/<svg onload=${run}>/in a folder.md`]: "",
		"-/manifest.json.md": "",
		"-/search/index.js.md": "",
		"tags/index.md": "",
		"Hub.md": stems.map((stem) => `[[${stem}]] [[names/${stem}|x]] ![[${stem}]]`).join("\n\n"),
	});
}

/** Names that a disk, or a URL, could take for one. */
function collisions(): Record<string, string> {
	return withMarkers({
		"meet/a b.md": "",
		"meet/a-b.md": "",
		"meet/a--b.md": "",
		"meet/Case.md": "",
		"meet/case.md": "",
		"meet/CASE.md": "",
		"meet/caf\u00E9.md": "",
		"meet/cafe\u0301.md": "",
		"meet/stra\u00DFe.md": "",
		"meet/STRASSE.md": "",
		"meet/dot.md": "",
		"meet/dot..md": "",
		"Meet/a b.md": "",
		"meet/own.md": '---\naliases: [own, OWN, "own ", "a b", Case]\npermalink: meet/case\n---',
		"meet/thief.md": '---\naliases: [index, "../index", 404, own, "-/client"]\npermalink: /index.html\n---',
		"meet/here.md": "---\npermalink: /meet/here/\naliases: [here, ../../../../etc/passwd]\n---",
		"tags/topic.md": "#topic #Topic #topic/sub #topic/",
		"topic.md": "#topic",
	});
}

/** Each payload as raw text of a note. */
function payloadNotes(): Record<string, string> {
	// The marker first: some payloads swallow what follows them.
	const notes = payloads.map((payload, i) => [`raw/${i}.md`, `${marker(`raw/${i}.md`)}\n\n${payload}\n`]);
	return Object.fromEntries(notes);
}

/** Each payload in every place that a note offers. */
function sinks(): Record<string, string> {
	const entries = payloads.flatMap((payload, i): [string, string][] => {
		const yaml = JSON.stringify(payload);
		const line = payload.replace(/\s+/g, " ");
		return [
			[
				`sinks/${i} properties.md`,
				`---\ntitle: ${yaml}\naliases: [${yaml}]\ntags: [${yaml}, ${JSON.stringify(payload.replace(/[\s]/g, "_"))}]\n` +
					`cssclasses: [${yaml}]\ndescription: ${yaml}\nlang: ${yaml}\ndate: ${yaml}\npermalink: ${yaml}\ncover: ${yaml}\n` +
					`${yaml}: ${yaml}\nlist: [${yaml}, {${yaml}: ${yaml}}]\nlink: ${JSON.stringify(`[[${line}]]`)}\n---`,
			],
			[
				`sinks/${i} text.md`,
				[
					`# ${line}`,
					`> [!note] ${line}\n> ${line}`,
					`> [!${line}] x`,
					`[[Hub|${line}]] [[${line}]] ![[${line}]] ![[Hub#${line}]] [[Hub#^${line}]]`,
					`[${line}](Hub.md) [x](<${line}>) [x](Hub.md "${line}") ![${line}](<${line}>)`,
					`- [ ] ${line}\n- [${line}] x`,
					`| ${line} |\n| - |\n| ${line} |`,
					`Field:: ${line}\n[${line}:: ${line}]`,
					`==${line}== **${line}** \`${line}\` %%${line}%%`,
					`Foot[^${line}] and [^x] and ^[${line}]`,
					`[^${line}]: ${line}`,
					`[^x]: ${line}`,
					`Block ^${line}`,
				].join("\n\n"),
			],
			[
				`sinks/${i} code.md`,
				[
					`\`\`\`${line.replaceAll("`", "")}\n${payload}\n\`\`\``,
					`~~~html\n${payload}\n~~~`,
					`~~~mermaid\nflowchart LR\n  A["${line}"] -- "${line}" --> B(${line})\n  click A "javascript:${run}"\n  style A fill:url(${evil})\n~~~`,
					`~~~mermaid\nsequenceDiagram\n  participant ${line}\n  A->>B: ${line}\n~~~`,
					`$\\text{${line}}$ $\\href{javascript:${run}}{x}$ $\\url{javascript:${run}}$`,
					`$$\n\\htmlData{x=${line}}{y} \\class{${line}}{z} \\includegraphics{${evil}/x.png} \\style{background:url(${evil})}{x}\n$$`,
					"$\\def\\a{\\a\\a}\\a$ $\\def\\b{bb}\\def\\c{\\b\\b}\\def\\d{\\c\\c}\\d$",
				].join("\n\n"),
			],
		];
	});
	return withMarkers(Object.fromEntries(entries));
}

/** Every spelling of a way out. */
function outside(): Record<string, string> {
	const ways = [
		..."../secret ../secret.md ../../secret.md ../../../../../../../../etc/passwd /etc/passwd ../secret.png".split(
			" ",
		),
		..."%2e%2e/secret.md %2e%2e%2fsecret.png ..%2fsecret.png ..\\secret.md ....//secret.md ./../secret.png".split(
			" ",
		),
		..."file:///etc/passwd \\\\host\\share\\x.png //host/share/x.png ~/secret.md ../secret.svg ../folder/".split(
			" ",
		),
		..."link.md linked/secret.md linked/secret.png link.png folder-link/secret.md secret.md\0.png".split(" "),
	];
	return withMarkers({
		"out/of.md": ways
			.map((way) => `[[${way}]] ![[${way}]] [x](${way}) ![x](${way}) <img src="${way}">`)
			.join("\n\n"),
		"out/properties.md": `---\ncover: ../../secret.png\nimage: "[[../../secret.png]]"\n${ways
			.map((way, i) => `p${i}: ${JSON.stringify(`[[${way}]]`)}`)
			.join("\n")}\n---`,
	});
}

function frontmatter(): Record<string, string> {
	const bomb = Array.from(
		{ length: 12 },
		(_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i === 0 ? 0 : 9)}x]`,
	);
	return withMarkers({
		"yaml/bomb.md": `---\n${bomb.join("\n")}\n---`,
		"yaml/cycle.md": "---\na: &a [*a, {b: *a}]\n---",
		"yaml/merge.md": "---\nbase: &b {__proto__: {polluted: 1}}\n<<: *b\n---",
		"yaml/tags.md":
			"---\na: !!js/function 'function(){}'\nb: !!python/object/apply:os.system [id]\nc: !<x> y\n---",
		"yaml/proto.md":
			'---\n__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n"hasOwnProperty": 1\n---',
		"yaml/twice.md": "---\na: 1\na: 2\ntags: x\ntags: y\n---",
		"yaml/types.md":
			"---\ntitle: [a]\naliases: {a: 1}\ntags: 3\npublish: maybe\ndate: 2024-99-99\ncssclasses: {}\nlang: 12\n---",
		"yaml/numbers.md": "---\na: .nan\nb: .inf\nc: 1e999\nd: 0xffffffffffffffffffff\n2: two\n? [x]\n: y\n---",
		"yaml/surrogate.md": '---\ntitle: "\\uD800 alone"\naliases: ["\\uDFFF", "\\0", "\\u202E"]\n---',
		"yaml/large.md": `---\n${Array.from({ length: 30_000 }, (_, i) => `k${i}: ${"v".repeat(30)}`).join("\n")}\n---`,
		"yaml/deep.md": `---\na: ${"[".repeat(5000)}${"]".repeat(5000)}\n---`,
		"yaml/open.md": "---\na: b",
		"yaml/js.md": `---js\n${run}\n---`,
	});
}

function embeds(): Record<string, string> {
	const chain = Array.from({ length: 60 }, (_, i) => [`chain/${i}.md`, `![[chain/${i + 1}]]`]);
	const fan = Array.from({ length: 9 }, (_, i) => [`fan/${i}.md`, `![[fan/${i + 1}]]\n\n`.repeat(4)]);
	return withMarkers({
		...Object.fromEntries([...chain, ...fan]),
		"fan/9.md": "leaf",
		"self.md": "![[self]] ![[self#S]]\n\n# S\n\n![[self#S]]",
	});
}

/** Not text, not our text, hardly text. */
function bytes(): Record<string, string | Uint8Array> {
	const path = (name: string) => `bytes/${name}.md`;
	const text = (name: string) => `循环 ${marker(path(name))}`;
	return {
		[path("utf16le")]: Buffer.from(`\uFEFF${text("utf16le")}`, "utf16le"),
		[path("utf16be")]: Buffer.from(`\uFEFF${text("utf16be")}`, "utf16le").swap16(),
		[path("bom")]: `\uFEFF---\ntitle: With a mark\n---\n${text("bom")}`,
		[path("crlf")]: `---\r\ntitle: Lines\r\n---\r\n# A\r\n\r\n${text("crlf")}\r\n`,
		[path("bad")]: Buffer.concat([
			Buffer.from([0x23, 0x20, 0xff, 0xed, 0xa0, 0x80, 0x0a]),
			Buffer.from(text("bad")),
		]),
		[path("controls")]:
			`${"words ".repeat(500)}\u0000\u0001\u001B[2J\u009B31m\u2028\u2029\uFFFE ${text("controls")}`,
		[path("one-nul")]: `${"x".repeat(5000)}\0 ${text("one-nul")}`,
		[path("escapes")]: `---\ntitle: "\\e]0;title\\a\\e[31m"\n---\n[[\u001B[31mred]] ${text("escapes")}`,
	};
}

/** Left out, and named. */
export const junk: Files = {
	"bytes/junk.md": Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)),
	"bytes/zeros.md": new Uint8Array(2048),
};

/** Notes that would cost a naive compiler minutes; pages or plain text, but never lost. */
export function costlyNotes(): Map<string, string> {
	const rows = Array.from({ length: 1000 }, (_, i) => `| ${i} | [[Hub]] | **b** |`).join("\n");
	const costly: Record<string, string> = {
		brackets: "[".repeat(50_000),
		"brackets closed": "]]".repeat(10_000),
		"wiki links": "[[".repeat(10_000) + "a".repeat(10) + "]]".repeat(10_000),
		embeds: "![[".repeat(10_000),
		emphasis: "*a_ ".repeat(10_000),
		"emphasis twice": "*a **a ".repeat(10_000),
		stars: "*".repeat(100_000),
		dollars: "$a ".repeat(10_000),
		highlights: "==a ".repeat(20_000),
		comments: "%% ".repeat(20_000),
		backticks: Array.from({ length: 400 }, (_, i) => "`".repeat(i)).join(" "),
		quotes: `${"> ".repeat(1700)}deep`,
		"nested lists": Array.from({ length: 400 }, (_, i) => `${"  ".repeat(i)}- x`).join("\n"),
		"list on a line": `${"* ".repeat(764)}deep`,
		bold: `${"<b>".repeat(1512)}deep`,
		divs: `${"<div>\n\n".repeat(3000)}deep`,
		entities: "&amp;".repeat(50_000),
		"a long line": "word ".repeat(200_000),
		"a long word": "循".repeat(300_000),
		footnotes: Array.from({ length: 800 }, (_, i) => `a[^${i}]\n\n[^${i}]: b[^${i + 1}]\n`).join("\n"),
		"inline footnotes": "^[".repeat(10_000),
		definitions: `${"[a]: b\n".repeat(4000)}[a]`,
		"a million tags": "#a ".repeat(1_000_000),
		tags: Array.from({ length: 4000 }, (_, i) => `#t${i % 300}`).join(" "),
		table: `| a | b | c |\n| - | - | - |\n${rows}`,
		"wide table": `|${"a|".repeat(3000)}\n|${"-|".repeat(3000)}\n|${"b|".repeat(3000)}`,
		urls: "https://a.b/ ".repeat(4000),
		autolinks: "<https://".repeat(10_000),
		"html comments": "<!-- ".repeat(10_000),
		"html attributes": `<a ${"a=1 ".repeat(20_000)}>x</a>`,
		math: `$${"{".repeat(5000)}x${"}".repeat(5000)}$`,
		"long math": `$$\n${"x^{y_{z}} + \\frac{1}{2} ".repeat(3000)}\n$$`,
		diagram: `\`\`\`mermaid\nflowchart LR\n${Array.from({ length: 3000 }, (_, i) => `a${i} --> a${i + 1}`).join("\n")}\n\`\`\``,
		code: `\`\`\`js\n${"(".repeat(50_000)}\n\`\`\``,
		callouts: Array.from({ length: 90 }, (_, i) => `${">".repeat(i + 1)} [!note] x`).join("\n"),
		fields: "(a:: ".repeat(10_000),
		headings: Array.from({ length: 1500 }, (_, i) => `# ${i % 7}`).join("\n"),
	};
	return new Map(
		Object.entries(costly).map(([name, text]) => {
			const path = `costly/${name}.md`;
			return [path, `${marker(path)}\n\n${text}\n`];
		}),
	);
}

function canvases(): Files {
	const nodes = payloads.flatMap((payload, i) => {
		const place = { x: i * 300, y: 0, width: 200, height: 100 };
		return [
			{ ...place, id: `t${i}`, type: "text", text: payload, color: payload },
			{ ...place, id: `g${i}`, type: "group", label: payload, background: `${evil}/b.png` },
			{ ...place, id: `l${i}`, type: "link", url: payload },
			{ ...place, id: `f${i}`, type: "file", file: payload, subpath: payload },
			{ ...place, id: payload, type: payload },
		];
	});
	const edges = payloads.map((payload, i) => ({
		id: `${i}`,
		fromNode: `t${i}`,
		toNode: `g${i}`,
		label: payload,
		color: payload,
	}));
	const out = ["../secret.md", "../secret.png", "/etc/passwd", "link.md", "draft/Draft.md", "__proto__"];
	const files = out.map((file, i) => ({ id: `${i}`, type: "file", file, x: 0, y: i, width: 9, height: 9 }));
	return {
		"canvas/payloads.canvas": JSON.stringify({ nodes, edges }),
		"canvas/out.canvas": JSON.stringify({ nodes: files }),
		"canvas/numbers.canvas":
			'{"nodes":[{"id":"a","type":"text","text":"x","x":1e999,"y":-1e308,"width":1e308,"height":-5},{"id":"a","type":"text","text":"\\ud800","x":0,"y":0,"width":1,"height":1},null,7,[]],"edges":[{"fromNode":"a","toNode":"zz"},{}]}',
		"canvas/deep.canvas": `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
		"canvas/broken.canvas": '{"nodes":[',
		"canvas/__proto__.canvas": '{"__proto__":{"nodes":[]},"nodes":{"length":1e9}}',
		"canvas/empty.canvas": "",
		[`canvas/<img src=x onerror=${run}>.canvas`]: "{}",
	};
}

/** Attached files that would run if they were opened, all of them reached by a published note. */
function attachments(): Files {
	const svg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "${run}">]><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="${run}"><script>${run}</script><a xlink:href="javascript:${run}"><text>&x;</text></a><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="${evil}"/></foreignObject><use href="${evil}#x"/><image href="${evil}/i.png"/><animate onbegin="${run}"/><style>@import url(${evil})</style></svg>`;
	const html = `<script>${run}</script>`;
	const files: Record<string, string> = {
		"files/a.svg": svg,
		"files/b.svg": `${"<svg>".repeat(20_000)}`,
		"files/c.SVG": svg,
		"files/d.html": html,
		"files/e.xhtml": html,
		"files/f.xml": html,
		"files/g.html.bak": html,
		"files/h.js": run,
		"files/i.png": html,
		"files/j": html,
		"files/k.pdf": html,
		"files/client.js": run,
		"files/l.css": `@import "${evil}"`,
		[`files/"><svg onload=${run}>.png`]: "x",
		"files/m\u202Egnp.exe": "x",
		"files/index.html": html,
		"files/.htaccess": "AddType text/html .png",
	};
	const hub = Object.keys(files)
		.map((path) => `![[${path}]] [[${path}]] ![x](<${path}>)`)
		.join("\n\n");
	return { ...files, "files/all.md": `${hub}\n\n${marker("files/all.md")}` };
}

function drafts(): Files {
	const secretNote = (secret: string, property: string) =>
		`---\n${property}\ntitle: ${secret}title\naliases: [${secret}alias]\ntags: [${secret}tag]\nkey: ${secret}value\n---\n` +
		`# ${secret}heading\n\n${secret}body #${secret}inline [[${secret}link]] ![[${secret}.png]] ![[shared.png]] [[Teller]] ^block\n\n$${secret}$\n`;
	return {
		"draft/Draft.md": secretNote(secrets.draft, "draft: true"),
		"draft/Unpublished.md": secretNote(secrets.unpublished, "publish: false"),
		[`draft/${secrets.draft}name.md`]: secretNote(secrets.draft, "draft: true"),
		[`draft/${secrets.draft}.png`]: secrets.draft,
		[`draft/${secrets.unpublished}.png`]: secrets.unpublished,
		"ignored/Note.md": `# ${secrets.ignored}\n\n[[Teller]] #${secrets.ignored}tag`,
		"notapse.config.json": `{ "ignore": ["ignored"], "description": "Not ours to tell", "baseUrl": "https://notes.example.org/h/", "trust": true, "out": "../elsewhere" }`,
		".obsidian/app.json": `{ "x": "${secrets.settings}" }`,
		".obsidian/plugins/x/data.json": `{ "token": "${secrets.settings}" }`,
		".trash/gone.md": secrets.settings,
		".env": secrets.settings,
		"Teller.md": [
			marker("Teller.md"),
			"[[Draft]] ![[Draft]] [[Draft#heading]] ![[Draft#^block]] [x](draft/Draft.md) [[Unpublished|said]] [[ignored/Note]]",
			`%% ${secrets.comment} [[Hub]] %%`,
			`<!-- ${secrets.comment} -->`,
			`%%\n${secrets.comment}\n\n# ${secrets.comment}\n%%`,
		].join("\n\n"),
		"tell.canvas":
			'{"nodes":[{"id":"1","type":"file","file":"draft/Draft.md","x":0,"y":0,"width":99,"height":99},{"id":"2","type":"text","text":"[[Draft]] ![[Draft]]","x":0,"y":99,"width":99,"height":99}]}',
	};
}

/** Notes among the other files. */
export const otherNotes = ["files/all.md", "Teller.md"];

const links: Files = {
	"out/link.md": "→ ../../secret.md",
	"out/link.png": "→ ../../secret.png",
	"out/linked": "→ ../..",
	"out/folder-link": "→ /etc",
	"out/loop": "→ .",
};
