/** Programs whose results would do something in a page that believed them. What runs sets `pwned`. */

const script = "top.pwned=1";
const markup = [
	`<script>${script}</script>`,
	`<img src=x onerror="${script}">`,
	`<svg onload="${script}"><script>${script}</script></svg>`,
	`<a href="javascript:${script}">press</a>`,
	'<iframe src="https://evil.example/f"></iframe>',
	'<img src="https://evil.example/i.png">',
	'<style>@import "https://evil.example/s.css"</style>',
	`<details open ontoggle="${script}">`,
	"</div></main></body>",
	`"><script>${script}</script>`,
].join("");

/** In every place that shows something. */
export const hostileResults: readonly string[] = [
	"dv.header(2, M)",
	"dv.paragraph(M)",
	"dv.span(M)",
	"dv.list([M, [M], { [M]: M }])",
	"dv.table([M, M], [[M, [M]], [{ a: M }, dv.el('b', M)]])",
	"dv.taskList([{ text: M, path: M, line: 1, task: true, status: M, children: [{ text: M }] }], false)",
	"dv.taskList([{ key: M, rows: [{ text: M, task: true, link: dv.fileLink(M) }] }])",
	"dv.list([dv.fileLink(M), dv.fileLink('a', true, M), dv.sectionLink('a', M, false, M), dv.blockLink('a', M)])",
	"dv.list([dv.fileLink('javascript:S'), dv.widget.externalLink('javascript:S', M), dv.widget.listPair(M, M)])",
	"dv.el(M, M, { attr: { [M]: M, title: M, lang: M, style: M }, cls: M })",
	"for (const tag of ['script', 'style', 'iframe', 'object', 'embed', 'base', 'link', 'meta', 'form', 'template', 'math', 'noscript', 'textarea', 'title', 'xmp', 'plaintext', 'video', 'audio', 'input', 'button', 'svg']) dv.el(tag, M, { attr: { src: 'https://evil.example/x', href: 'https://evil.example/x', data: 'https://evil.example/x', 'http-equiv': 'refresh', content: '0;url=https://evil.example/r', action: 'https://evil.example/a', autofocus: true, onfocus: S, autoplay: true } })",
	"dv.el('a', 'press', { attr: { href: 'javascript:' + S, onclick: S, target: '_top', ping: 'https://evil.example/p' } })",
	"dv.el('a', 'press', { attr: { href: 'java\\nscript:' + S } }); dv.el('a', 'x', { attr: { href: 'data:text/html,' + M } }); dv.el('a', 'x', { attr: { href: ' vbscript:x' } })",
	"dv.el('img', '', { attr: { src: 'https://evil.example/i.png', srcset: 'https://evil.example/j.png 2x', onerror: S } }); dv.el('img', '', { attr: { src: 'data:image/svg+xml,' + M, alt: M } })",
	"const p = dv.el('p', 'x'); p.onclick = () => {}; p.setAttribute('onmouseover', S); p.style.backgroundImage = 'url(https://evil.example/b.png)'; p.id = 'content'; p.className = 'site-header'",
	"dv.container.innerHTML = M",
	"dv.container.createDiv().insertAdjacentHTML('beforeend', M)",
	"const t = createEl('table'); t.append(M); t.createEl('tr').append(M, createEl('script', { text: S })); dv.container.append(t, document.createTextNode(M))",
	"document.body.innerHTML = M; document.head.append(createEl('script', { text: S })); document.title = M",
	"await dv.execute('TABLE WITHOUT ID ' + JSON.stringify(M) + ' AS ' + JSON.stringify(M) + ' FROM #x')",
	"dv.paragraph(await dv.tryQueryMarkdown('LIST ' + JSON.stringify(M)))",
	"dv.paragraph(dv.markdownTable([M], [[M]])); dv.paragraph(dv.markdownList([M])); dv.paragraph(dv.markdownTaskList([{ text: M, status: M }]))",
	"dv.paragraph('![x](https://evil.example/m.png) [y](javascript:' + S + ') <' + 'https://evil.example>')",
	"dv.paragraph('```mermaid\\ngraph TD; A[\"' + M + '\"]-->B; click A \"javascript:' + S + '\"\\n```\\n$\\\\href{javascript:' + S + '}{x}$')",
	"display({ [Symbol.for('Jupyter.display')]: () => ({ 'application/vnd.notapse.answer+json': [{ kind: 'html', text: M }, { kind: 'element', tag: 'script', attributes: [['src', 'https://evil.example/z.js']], children: [S] }, { kind: 'link', concept: M, text: M }, { kind: 'image', source: 'https://evil.example/q.png', alt: M }, { kind: 'date', iso: M }, { kind: 'tag', tag: M }, { kind: 'url', href: 'javascript:' + S, text: M }, { kind: 'markdown', text: M, from: M }, { kind: 'view', view: { shape: 'calendar', days: [{ date: M, items: [M] }] } }], 'text/html': M }) })",
	"throw new Error(M)",
].map((code) => `const S = ${JSON.stringify(script)}; const M = ${JSON.stringify(markup)}; ${code}`);
