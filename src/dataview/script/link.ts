import { noteName } from "../../model/index.js";
import type { LinkParts } from "../language/syntax.js";
import { LinkValue } from "../values/link-value.js";

/** A link as programs have it. Its fields are the program's: they are read as what they should be, whatever it sets. */
export class Link {
	path: string;
	type: LinkParts["type"];
	subpath: string | undefined;
	display: string | undefined;
	embed: boolean;

	constructor({ path, type, subpath, display, embed }: LinkParts) {
		this.path = path;
		this.type = type;
		this.subpath = subpath;
		this.display = display;
		this.embed = embed;
	}

	static file(path: unknown, embed: unknown = false, display?: unknown): Link {
		return new Link(partsOf("file", path, undefined, embed, display));
	}

	static header(path: unknown, header: unknown, embed: unknown = false, display?: unknown): Link {
		return new Link(partsOf("header", path, header, embed, display));
	}

	static block(path: unknown, block: unknown, embed: unknown = false, display?: unknown): Link {
		return new Link(partsOf("block", path, block, embed, display));
	}

	get parts(): LinkParts {
		return partsOf(
			this.type === "header" || this.type === "block" ? this.type : "file",
			this.path,
			this.subpath ?? undefined,
			this.embed === true,
			this.display,
		);
	}

	withPath(path: unknown): Link {
		return new Link({ ...this.parts, path: String(path) });
	}

	withDisplay(display?: unknown): Link {
		const { display: _before, ...rest } = this.parts;
		return new Link(display === undefined ? rest : { ...rest, display: String(display) });
	}

	withHeader(header: unknown): Link {
		return Link.header(this.path, header, this.embed, this.display);
	}

	withSubpath(subpath: unknown): Link {
		return new Link({ ...this.parts, subpath: String(subpath) });
	}

	toFile(): Link {
		return Link.file(this.path, this.embed, this.display);
	}

	toEmbed(): Link {
		return new Link({ ...this.parts, embed: true });
	}

	fromEmbed(): Link {
		return new Link({ ...this.parts, embed: false });
	}

	/** As it would be written in a note. */
	markdown(): string {
		return new LinkValue(this.parts).toText();
	}

	/** What stands between the brackets. */
	obsidianLink(): string {
		return this.markdown().replace(/^!?\[\[|\|[^|]*\]\]$/g, "");
	}

	fileName(): string {
		return noteName(this.path);
	}

	equals(other: unknown): boolean {
		return (
			other instanceof Link &&
			this.path === other.path &&
			this.type === other.type &&
			this.subpath === other.subpath
		);
	}

	toObject(): LinkParts {
		return this.parts;
	}

	toString(): string {
		return this.markdown();
	}
}

function partsOf(
	type: LinkParts["type"],
	path: unknown,
	subpath: unknown,
	embed: unknown,
	display: unknown,
): LinkParts {
	return {
		...{ path: String(path), type, embed: embed === true },
		...(subpath !== undefined && { subpath: String(subpath) }),
		...(display !== undefined && display !== null && { display: String(display) }),
	};
}
