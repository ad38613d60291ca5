/** Who is meant by a name, where the graph lies elsewhere: the same choices as in process, as far as names alone can tell. */
import { InputError, noteName, UsageError } from "../model/index.js";

/** A concept that has a name that was asked for, or a part of one. */
export interface NamedConcept {
	readonly labels: readonly string[];
	readonly title: string;
	readonly path?: string;
	readonly tag?: string;
	/** The name that fits, folded. */
	readonly name: string;
	readonly kind: string;
	readonly isPath: boolean;
}

/** Candidates that are listed. */
const listed = 10;
const order = ["note", "tag", "placeholder", "canvas", "attachment"];

/** @param exact those that have the whole name; `partly` is asked for where there are none */
export async function chooseNamed(
	typed: string,
	{ exact, partly }: { exact: readonly NamedConcept[]; partly: () => Promise<readonly NamedConcept[]> },
): Promise<NamedConcept> {
	const tagsOnly = typed.startsWith("#");
	const kept = (all: readonly NamedConcept[]) => (tagsOnly ? all.filter(({ kind }) => kind === "tag") : all);
	let found = firstOfOneKind(bestOf(typed, kept(exact)));
	if (found.length === 0) {
		const parts = kept(await partly());
		// A folder's name is part of many paths.
		const called = parts.filter(({ isPath }) => !isPath);
		found = firstOfOneKind(called.length > 0 ? called : parts);
	}
	const [first] = found;
	if (first === undefined) throw new InputError(`Nothing in the graph is called “${typed}”.`);
	if (found.length === 1) return first;
	const shown = found
		.slice(0, listed)
		.map(({ title, path }) => (path === undefined ? title : `${title}  ${path}`));
	const more = found.length - shown.length;
	throw new UsageError(`“${typed}” may be one of ${found.length}: which one?`, {
		hint: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n      "),
	});
}

/** As links do, a path goes before the name of a file, and that before a title or alias. */
function bestOf(typed: string, found: readonly NamedConcept[]): readonly NamedConcept[] {
	const byPath = found.filter(({ path }) => path === typed);
	if (byPath.length > 0) return byPath;
	const byFile = found.filter(
		({ path, name }) => path !== undefined && noteName(path).toLowerCase() === name.toLowerCase(),
	);
	return byFile.length > 0 ? byFile : found;
}

function firstOfOneKind(found: readonly NamedConcept[]): readonly NamedConcept[] {
	const kind = order.find((candidate) => found.some((one) => one.kind === candidate));
	const unique = new Map(
		found
			.filter((one) => one.kind === kind)
			.map((one) => [`${one.path ?? ""}\0${one.tag ?? ""}\0${one.title}`, one]),
	);
	return [...unique.values()].sort((a, b) => (describe(a) < describe(b) ? -1 : 1));
}

function describe({ path, title }: NamedConcept): string {
	return path ?? title;
}
