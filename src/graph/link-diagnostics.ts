import type {
	Ambiguous,
	Diagnostic,
	Found,
	Link,
	Missing,
	Note,
	ResolvedLink,
	Severity,
	VaultPath,
} from "../model/index.js";
import type { Anchors } from "./anchors.js";
import type { ConceptNames } from "./concept-names.js";
import { relatedFiles } from "./related-files.js";

export interface LinkContext {
	readonly names: ConceptNames;
	readonly anchors: (path: VaultPath) => Anchors | undefined;
	readonly unpublished: ReadonlySet<VaultPath>;
}

/** What a diagnostic says apart from where. */
type Finding = Pick<Diagnostic, "rule" | "severity" | "message"> &
	Partial<Pick<Diagnostic, "hint" | "related">>;

/** A reader never meets what is in a comment or in a draft, so nothing there is an error. */
export function noteLinkDiagnostics(
	note: Note,
	links: readonly ResolvedLink[],
	context: LinkContext,
): readonly Diagnostic[] {
	return links.flatMap(({ link, resolution }) =>
		findings({ link, resolution }, note.path, context).map((finding) => ({
			...finding,
			severity: link.comment ? "info" : note.published ? finding.severity : mild(finding.severity),
			path: note.path,
			span: link.span,
			position: link.position,
		})),
	);
}

/** Places inside a card are not places in the file, so there only the file is named. */
export function canvasLinkDiagnostics(
	path: VaultPath,
	files: readonly ResolvedLink[],
	cards: readonly (readonly ResolvedLink[])[],
	context: LinkContext,
): readonly Diagnostic[] {
	const ofFiles = files.flatMap((resolved) =>
		findings(resolved, path, context).map((finding) => ({
			...finding,
			path,
			span: resolved.link.span,
			position: resolved.link.position,
		})),
	);
	const ofCards = cards.flat().flatMap((resolved) =>
		findings(resolved, path, context).map(
			(finding): Diagnostic => ({
				...finding,
				severity: resolved.link.comment ? "info" : finding.severity,
				path,
			}),
		),
	);
	return [...ofFiles, ...ofCards];
}

function mild(severity: Severity): Severity {
	return severity === "error" ? "warning" : severity;
}

function findings(
	{ link, resolution }: ResolvedLink,
	from: VaultPath,
	context: LinkContext,
): readonly Finding[] {
	if (resolution.kind === "missing") return [missing(link, resolution, context)];
	return [
		resolution.kind === "ambiguous" ? ambiguous(link, resolution) : undefined,
		toDraft(link, resolution, from, context),
		deadAnchor(link, resolution, context),
	].filter((finding) => finding !== undefined);
}

function missing(link: Link, { outside, suggestion }: Missing, { names }: LinkContext): Finding {
	const { target } = link;
	if (outside) {
		return {
			rule: "link/outside",
			severity: "error",
			message: `“${target}” leads out of the vault, where nothing is ever read.`,
			hint: "move the file into the vault",
		};
	}
	if (/^[a-z][a-z0-9+.-]+:/i.test(target) && suggestion === undefined) {
		return {
			rule: "link/url",
			severity: "error",
			message: `“${target}” is an address, and double brackets only lead to files of the vault.`,
			hint: `write <${target}> or [text](${target})`,
		};
	}
	const owners = names.owners(target);
	const hint =
		suggestion === undefined
			? ownersHint(owners)
			: `did you mean ${written(link, instead(link, suggestion))}?`;
	return {
		rule: link.kind === "embed" ? "embed/unresolved" : "link/unresolved",
		severity: "error",
		message: `Nothing in the vault is called “${target}”.`,
		...(hint !== undefined && { hint }),
		...(owners.length > 0 && { related: relatedFiles(owners) }),
	};
}

function ownersHint(owners: readonly VaultPath[]): string | undefined {
	return owners.length > 1
		? `${owners.length} notes have this name as an alias or title: link to one of them`
		: undefined;
}

function ambiguous(link: Link, { path, candidates }: Ambiguous): Finding {
	return {
		rule: "link/ambiguous",
		severity: "warning",
		message: `“${link.target}” may be any of ${candidates.length} files; “${path}” was taken.`,
		hint: `write the folder too, for instance ${written(link, instead(link, path.replace(/\.md$/i, "")))}`,
		related: relatedFiles(candidates),
	};
}

function toDraft(
	link: Link,
	{ path }: Pick<Found, "path">,
	from: VaultPath,
	{ unpublished }: LinkContext,
): Finding | undefined {
	if (!unpublished.has(path) || unpublished.has(from)) return undefined;
	return {
		rule: "link/unpublished",
		severity: "warning",
		message: `“${link.target}” is a note that is not published: its readers will find no page.`,
		related: [path],
	};
}

function deadAnchor(
	link: Link,
	{ path, dead }: Pick<Found, "path" | "dead">,
	{ anchors }: LinkContext,
): Finding | undefined {
	if (dead === undefined) return undefined;
	const place = anchors(path);
	if (dead === "block") {
		const nearest = place?.nearestBlock(link.block ?? "");
		return {
			rule: "link/block",
			severity: "error",
			message: `“${path}” has no block “^${link.block}”.`,
			...(nearest !== undefined && { hint: `did you mean ${written(link, `${link.target}#^${nearest}`)}?` }),
			related: [path],
		};
	}
	const nearest = place?.nearestHeading(link.heading ?? "");
	return {
		rule: "link/heading",
		severity: "error",
		message: `“${path}” has no heading “${link.heading}”.`,
		...(nearest !== undefined && { hint: `did you mean ${written(link, `${link.target}#${nearest}`)}?` }),
		related: [path],
	};
}

/** Another target for a link, which keeps the place that it leads to and the text that it shows. */
function instead({ kind, alias, heading, block }: Link, target: string): string {
	const [name = "", shown] = target.split("|", 2);
	const place = block === undefined ? heading : `^${block}`;
	const reached = place === undefined ? name : `${name}#${place}`;
	return shown === undefined || alias !== undefined || kind === "embed" ? reached : `${reached}|${shown}`;
}

/** A target as it would stand in the note. */
function written(link: Link, target: string): string {
	if (link.format === "markdown") return `“${target}”`;
	return `${link.kind === "embed" ? "!" : ""}[[${target}]]`;
}
