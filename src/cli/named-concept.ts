import { isAbsolute, relative, resolve, sep } from "node:path";
import type { EmbeddedVault } from "../compile.js";
import { type ConceptId, InputError, UsageError } from "../model/index.js";
import type { TitleOf } from "../reasons.js";
import type { Project } from "./project.js";
import type { Shell } from "./shell.js";

/** Candidates that are listed. */
const listed = 10;

/** Where a name is typed, and how to say what it may mean. */
interface Context {
	readonly project: Project;
	readonly shell: Shell;
	readonly titleOf: TitleOf;
}

/** The embedded concept that somebody means by a name or by a path as the shell completes it. */
export function namedConcept(
	typed: string,
	{ finder, embedding }: Pick<EmbeddedVault, "finder" | "embedding">,
	context: Context,
): ConceptId {
	const concept = anyNamedConcept(typed, finder, context);
	if (!embedding.concepts.includes(concept)) throw notEmbedded(concept, context.titleOf);
	return concept;
}

/** The concept that somebody means, whatever it is. */
export function anyNamedConcept(
	typed: string,
	finder: EmbeddedVault["finder"],
	{ project, shell, titleOf }: Context,
): ConceptId {
	const path = pathInVault(typed, project.vault, shell.cwd);
	const byPath = path === undefined ? undefined : finder.find(path);
	const naming = byPath?.kind === "found" && byPath.concept === path ? byPath : finder.find(typed);
	if (naming.kind === "missing") {
		const { suggestion } = naming;
		throw new InputError(`Nothing in the vault is called “${typed}”.`, {
			...(suggestion !== undefined && { hint: `did you mean ${suggestion}?` }),
		});
	}
	if (naming.kind === "ambiguous") {
		const shown = naming.candidates.slice(0, listed).map((id) => nameWithPath(id, project, titleOf));
		const more = naming.candidates.length - shown.length;
		throw new UsageError(`“${typed}” may be one of ${naming.candidates.length}: which one?`, {
			hint: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n      "),
		});
	}
	return naming.concept;
}

function notEmbedded(id: ConceptId, titleOf: TitleOf): UsageError {
	if (!id.startsWith("?")) return new UsageError(`${titleOf(id)} is no note and no tag: it is not embedded.`);
	return new UsageError(
		`${titleOf(id)} is not written yet, and only one note links to it: it is not embedded.`,
	);
}

function nameWithPath(id: ConceptId, { show }: Project, titleOf: TitleOf): string {
	return /^[#?]/.test(id) ? titleOf(id) : `${titleOf(id)}  ${show(id)}`;
}

function pathInVault(typed: string, vault: string, cwd: string): string | undefined {
	const path = relative(vault, resolve(cwd, typed));
	if (path === "" || path.startsWith("..") || isAbsolute(path)) return undefined;
	return path.split(sep).join("/");
}
