import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sanitizeSvg } from "../../src/site/svg/svg-filter.js";

const xmlns = 'xmlns="http://www.w3.org/2000/svg"';

function clean(svg: string): string {
	return Buffer.from(sanitizeSvg(Buffer.from(svg))).toString();
}

/** What becomes of something inside a drawing. */
function inside(content: string): string {
	return clean(`<svg ${xmlns}>${content}</svg>`).replace(/^<svg [^>]*>|<\/svg>$/g, "");
}

test("a drawing without anything active stays as it is, byte for byte", () => {
	const svg = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand -->\n<svg ${xmlns} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox='0 0 9 9'><style>.a{fill:url(#g)}</style><g id="g"><use xlink:href="#g"/></g><text>甲 &amp; 乙</text></svg>\n`;
	const bytes = Buffer.from(svg);
	expect(sanitizeSvg(bytes)).toBe(bytes);
});

describe("what could run or load is left out", () => {
	test.each([
		["<script>alert(1)</script>", ""],
		["<script href='x.js'/>", ""],
		["<g><script><![CDATA[x]]></script></g>", "<g></g>"],
		['<g onload="x()" ONCLICK="y()"/>', "<g/>"],
		['<a href="javascript:x"><text>t</text></a>', "<a><text>t</text></a>"],
		['<a href="&#x6a;avascript:x"/>', "<a/>"],
		['<a xlink:href="java&#10;script:x"/>', "<a/>"],
		['<a href="data:text/html,x"/>', "<a/>"],
		['<a href="https://example.com/"/>', '<a href="https://example.com/"/>'],
		['<use href="https://evil.example/x.svg#a"/>', "<use/>"],
		['<use href="data:image/svg+xml;base64,PHN2Zz4="/>', "<use/>"],
		['<image href="https://evil.example/pixel.png"/>', "<image/>"],
		['<image href="data:image/svg+xml,x"/>', "<image/>"],
		['<image href="data:image/png;base64,AA"/>', '<image href="data:image/png;base64,AA"/>'],
		['<set attributeName="href" to="javascript:x"/>', ""],
		['<animate attributeName="xlink:href" values="javascript:x"/>', ""],
		['<animate attributeName="opacity" values="0;1"/>', '<animate attributeName="opacity" values="0;1"/>'],
		[
			"<foreignObject><iframe src='x'/><div>t</div></foreignObject>",
			"<foreignObject><div>t</div></foreignObject>",
		],
		['<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', ""],
		['<g fill="url(https://evil.example/#a)"/>', "<g/>"],
		['<g style="background:url(//evil.example)"/>', '<g style="background:url(#)"/>'],
		["<style>@import 'https://evil.example/a.css';a{}</style>", "<style>a{}</style>"],
		["<style>@im@import;port 'https://evil.example/a.css';a{}</style>", "<style></style>"],
		["<style>a{b:imag@import;e-set('https://evil.example/a.png')}</style>", "<style></style>"],
		["<style>a{b:u@import;rl(https://evil.example/a.png)}</style>", "<style>a{b:url(#)}</style>"],
		["<style>a{b:u\\72l(https://evil.example)}</style>", "<style></style>"],
		["<style>a{b:url(https://evil.example</style>", "<style>a{b:url(#)</style>"],
		["<metadata><rdf:RDF><script/></rdf:RDF></metadata><g/>", "<g/>"],
	])("%s", (content, left) => {
		expect(inside(content)).toBe(left);
	});

	test("instructions, document types and their entities", () => {
		expect(clean(`<?xml-stylesheet href="javascript:x"?><svg ${xmlns}/>`)).toBe(`<svg ${xmlns}/>`);
		const bomb = `<!DOCTYPE svg [<!ENTITY a "<script>x</script>"><!ENTITY b '>'>]><svg ${xmlns}><g/>&a;</svg>`;
		expect(clean(bomb)).toBe(`<svg ${xmlns}><g/></svg>`);
	});

	test("a root that is no drawing", () => {
		expect(clean('<html xmlns="http://www.w3.org/1999/xhtml"><script>x</script></html>')).toBe(
			`<svg ${xmlns}/>`,
		);
		expect(clean('<svg xmlns="http://www.w3.org/1999/xhtml"><text>t</text></svg>')).toBe(
			`<svg ${xmlns}><text>t</text></svg>`,
		);
		expect(clean("no markup")).toBe(`<svg ${xmlns}/>`);
		expect(clean(`<svg ${xmlns}/><svg ${xmlns}/>`)).toBe(`<svg ${xmlns}/>`);
	});

	test("what follows a fault", () => {
		expect(clean(`<svg ${xmlns}><g/><g a=1><script>x</script></svg>`)).toBe(`<svg ${xmlns}><g/></svg>`);
		expect(clean(`<svg ${xmlns}><g></svg>`)).toBe(`<svg ${xmlns}><g></g></svg>`);
	});

	test("bytes that a browser might read in another way", () => {
		const utf16 = Buffer.from(`\uFEFF<svg ${xmlns}><script/><g/></svg>`, "utf16le");
		expect(Buffer.from(sanitizeSvg(utf16)).toString()).toBe(`<svg ${xmlns}><g/></svg>`);
		const other = `<?xml version="1.0" encoding="UTF-7"?><svg ${xmlns}>+ADw-script+AD4-</svg>`;
		expect(clean(other)).toBe(`<svg ${xmlns}>+ADw-script+AD4-</svg>`);
	});
});

test("whatever is fed to it, the result is a fixed point with nothing active in it", () => {
	const piece = fc.constantFrom(
		"<svg>",
		`<svg ${xmlns}>`,
		"</svg>",
		"<g>",
		"</g>",
		"<script>",
		"</script>",
		"<a href='",
		"javascript:",
		"'>",
		'" onload="',
		"<!--",
		"-->",
		"<![CDATA[",
		"]]>",
		"<?x",
		"?>",
		"<style>",
		"url(",
		")",
		"@import",
		"&lt;",
		"&#0;",
		"<!DOCTYPE",
		"[",
		">",
		"x",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
			const once = clean(pieces.join(""));
			expect(clean(once)).toBe(once);
			expect(once).not.toMatch(/<script|<[^>]*\son\w+=|<[^>]*href="javascript/i);
		}),
		{ numRuns: 500 },
	);
});

test("deep and long drawings cost no more than their length", () => {
	const deep = `<svg ${xmlns}>${"<g>".repeat(100_000)}<script/>${"</g>".repeat(100_000)}</svg>`;
	expect(clean(deep)).toBe(deep.replace("<script/>", ""));
	const attributes = Array.from({ length: 50_000 }, (_, i) => ` a${i}="1"`).join("");
	expect(clean(`<svg ${xmlns}><g${attributes}/></svg>`)).toHaveLength(xmlns.length + attributes.length + 16);
});
