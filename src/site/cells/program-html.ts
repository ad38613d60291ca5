export interface ProgramLink {
	/** Of the program, from where to where. */
	readonly start: number;
	readonly end: number;
	readonly href: string;
}

/**
 * A coloured program without its first `hidden` characters, and with links at some places. `html` is text with entities
 * in spans, so the two are walked side by side; a program that was shown in another way stays as it is.
 */
export function programHtml(
	html: string,
	code: string,
	hidden: number,
	links: readonly ProgramLink[],
): string {
	const open = html.indexOf("<code>");
	const close = html.lastIndexOf("</code>");
	if (open < 0 || close < open) return html;
	const start = open + "<code>".length;
	const inner = rewrite(html.slice(start, close), code, hidden, links);
	return inner === undefined ? html : html.slice(0, start) + inner + html.slice(close);
}

function rewrite(
	html: string,
	code: string,
	hidden: number,
	links: readonly ProgramLink[],
): string | undefined {
	const out: string[] = [];
	/** Of the program, in UTF-16 units. */
	let at = 0;
	let next = 0;
	let inLink = false;
	piece.lastIndex = 0;
	for (let match = piece.exec(html); match !== null; match = piece.exec(html)) {
		const [text] = match;
		if (text.startsWith("<")) {
			// A link that would begin and end in different spans is none.
			if (inLink) return undefined;
			out.push(text);
			continue;
		}
		const link = links[next];
		if (link !== undefined && at === link.start) {
			out.push(`<a class="internal" href="${link.href}">`);
			inLink = true;
		}
		if (at >= hidden) out.push(text);
		at += 1;
		if (inLink && link !== undefined && at === link.end) {
			out.push("</a>");
			inLink = false;
			next += 1;
		}
	}
	return at === code.length && !inLink ? out.join("") : undefined;
}

/** A tag, an entity, or one UTF-16 unit of text. */
const piece = /<[^>]*>|&(?:#x?[0-9a-f]+|[a-z]+);|[\s\S]/gi;
