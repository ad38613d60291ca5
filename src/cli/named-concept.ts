import { isAbsolute, relative, resolve, sep } from "node:path";
import { mustBeEmbedded, namedConcept } from "../asking/named-concept.js";
import type { EmbeddedVault } from "../compile.js";
import type { ConceptFinder } from "../concepts/find-concept.js";
import type { ConceptGraph, ConceptId } from "../model/index.js";
import type { Project } from "./project.js";
import type { Shell } from "./shell.js";

/** Where a name is typed. */
interface Context {
	readonly project: Project;
	readonly shell: Shell;
}

/** The embedded concept that somebody means by a name or by a path as the shell completes it. */
export function embeddedConcept(typed: string, embedded: EmbeddedVault, context: Context): ConceptId {
	const concept = typedConcept(typed, embedded, context);
	mustBeEmbedded(concept, embedded);
	return concept;
}

/** The concept that somebody means, whatever it is. */
export function typedConcept(
	typed: string,
	{ finder, graph }: { finder: ConceptFinder; graph: ConceptGraph },
	{ project, shell }: Context,
): ConceptId {
	const path = pathInVault(typed, project.vault, shell.cwd);
	const byPath = path === undefined ? undefined : finder.find(path);
	if (byPath?.kind === "found" && byPath.concept === path) return path;
	return namedConcept(typed, { finder, graph, show: project.show });
}

function pathInVault(typed: string, vault: string, cwd: string): string | undefined {
	const path = relative(vault, resolve(cwd, typed));
	if (path === "" || path.startsWith("..") || isAbsolute(path)) return undefined;
	return path.split(sep).join("/");
}
