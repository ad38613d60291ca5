import { expect } from "vitest";
import type { InputId, Site, SiteFile } from "../../../src/model/index.js";

/** A file that is made, and what it was made from. */
interface Made {
	readonly content: string;
	readonly basis: string;
	readonly inputs: readonly InputId[];
}

function make(file: SiteFile): Made | undefined {
	if (!("content" in file) || file.basis === undefined) return undefined;
	const inputs = new Set<InputId>();
	const content = file.content((input) => inputs.add(input));
	return { content: Buffer.from(content).toString("latin1"), basis: file.basis, inputs: [...inputs] };
}

/** Paths of the files that a build of `after` would keep without making them, and those that it would make. */
export function compare(before: Site, after: Site): { kept: string[]; made: string[] } {
	const old = new Map(before.files.map((file) => [file.path, make(file)]));
	const kept: string[] = [];
	const made: string[] = [];
	for (const file of after.files) {
		const now = make(file);
		if (now === undefined) continue;
		const then = old.get(file.path);
		const isKnown =
			then?.basis === now.basis &&
			then.inputs.every((input) => before.digestOf(input) === after.digestOf(input));
		(isKnown ? kept : made).push(file.path);
		if (isKnown) expect({ [file.path]: then.content }).toEqual({ [file.path]: now.content });
	}
	return { kept, made };
}
