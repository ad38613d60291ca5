import { headingInLink } from "./names.js";
import type { LinkParts } from "./syntax.js";

/** What stands between `[[` and `]]`. */
export function parseLink(inner: string, embed: boolean): LinkParts {
	const pipe = unescapedPipe(inner);
	const target = (pipe < 0 ? inner : inner.slice(0, pipe)).replaceAll("\\|", "|");
	const display = pipe < 0 ? undefined : inner.slice(pipe + 1);
	return { ...linkTo(target, embed), ...(display !== undefined && { display }) };
}

/** A target with what may stand behind `#`. */
export function linkTo(target: string, embed: boolean): LinkParts {
	const [path = "", block] = target.split("#^");
	if (block !== undefined) return { path, type: "block", subpath: block, embed };
	const [file = "", heading] = target.split("#");
	if (heading === undefined) return { path: target, type: "file", embed };
	return { path: file, type: "header", subpath: headingInLink(heading), embed };
}

function unescapedPipe(inner: string): number {
	let pipe = inner.indexOf("|");
	while (pipe > 0 && inner[pipe - 1] === "\\") pipe = inner.indexOf("|", pipe + 1);
	return pipe;
}
