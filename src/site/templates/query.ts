import { phrase, say } from "../interface.js";
import type { QueryView } from "../view.js";
import { type Html, html } from "./html.js";

/** Examples and what there is to ask; the field and the answers come with the script. */
export function renderQueryPage(view: QueryView): Html {
	const { ui, outline, graph, worker, examples } = view;
	return html`<article class="query-page" lang="${ui}" data-outline="${outline}" data-graph="${graph}" data-worker="${worker}">
<header class="head">
<h1>${phrase(ui, "query")}</h1>
<p class="lede">${phrase(ui, "queryLede")}</p>
</header>
<p class="query-remark query-scripts">${phrase(ui, "queryNeedsScript")}</p>
<section class="query-examples" aria-labelledby="examples">
<h2 id="examples">${phrase(ui, "queryExamples")}</h2>
<ul>${examples.map(({ title, names, query }) => renderExample(view, title, names, query))}</ul>
</section>
<section class="query-help" aria-labelledby="help">
<h2 id="help">${phrase(ui, "queryHelp")}</h2>
<dl>
<dt>${phrase(ui, "queryNodes")}</dt><dd><code>:Note</code> <code>:Tag</code> <code>:Unresolved</code> <code>:Attachment</code> <code>:Canvas</code> <code>:Heading</code> <code>:Cell</code></dd>
<dt>${phrase(ui, "queryLinks")}</dt><dd><code>:LINKS</code> <code>:EMBEDS</code> <code>:TAGGED</code> <code>:PARENT</code> <code>:HEADING</code> <code>:IMPORTS</code> <code>:SHOWS</code></dd>
<dt>${phrase(ui, "queryProperties")}</dt><dd><code>title</code> <code>path</code> <code>aliases</code> <code>tags</code> <code>words</code> <code>lang</code> <code>line</code> …</dd>
</dl>
</section>
</article>`;
}

/** The title is a text of the interface with names in it: `data-names` fills them in when the language changes. */
function renderExample(
	{ ui }: QueryView,
	title: QueryView["examples"][number]["title"],
	names: readonly string[],
	query: string,
): Html {
	const filled = say(ui, title).replace(/\{(\d)\}/g, (_, i: string) => names[Number(i)] ?? "");
	return html`<li><h3 data-q="${title}" data-names="${JSON.stringify(names)}">${filled}</h3><pre translate="no"><code>${query}</code></pre></li>`;
}
