import {
	type AliasCandidate,
	type ConceptGraph,
	type Diagnostic,
	foldName,
	type Note,
	type Property,
} from "../model/index.js";
import { type ConceptNames, nameConcepts } from "./concept-names.js";
import { relatedFiles } from "./related-files.js";

/** Names that are claimed twice, and names that nobody has claimed yet. */
export function aliasDiagnostics(notes: readonly Note[], graph: ConceptGraph): readonly Diagnostic[] {
	const names = nameConcepts(notes);
	return [
		...notes.flatMap((note) => conflicts(note, names)),
		...ambiguousTags(notes, names),
		...candidates(notes, names, graph),
	];
}

/** An alias that another note has as a name or alias: neither concept gets it. One's own name is no alias. */
function conflicts(note: Note, names: ConceptNames): readonly Diagnostic[] {
	return note.aliases.flatMap((alias) => {
		if (foldName(alias) === foldName(note.name)) return [];
		const others = names.owners(alias).length - 1;
		if (others === 0) return [];
		const related = relatedFiles(names.owners(alias), note.path);
		const property = note.properties.find(({ key }) => foldName(key) === "aliases");
		return [
			{
				rule: "alias/conflict",
				severity: "warning" as const,
				message: `The alias “${alias}” is also a name of “${related[0]}”${others > 1 ? ` and ${others - 1} more` : ""}.`,
				path: note.path,
				...(property !== undefined && placeOfKey(property)),
				hint: "a name that several notes have stands for none of them",
				related,
			},
		];
	});
}

function placeOfKey({ key, position }: Property): Pick<Diagnostic, "span" | "position"> {
	return { span: { start: position.offset, end: position.offset + key.length }, position };
}

/** A tag that several notes are called: it stays a concept of its own. Told once, where it first stands. */
function ambiguousTags(notes: readonly Note[], names: ConceptNames): readonly Diagnostic[] {
	const told = new Set<string>();
	return notes.flatMap((note) =>
		note.tags.flatMap((tag) => {
			const owners = names.owners(tag.name);
			if (owners.length < 2 || told.has(foldName(tag.name))) return [];
			told.add(foldName(tag.name));
			return [
				{
					rule: "tag/ambiguous",
					severity: "info" as const,
					message: `${owners.length} notes are called “${tag.name}”, so the tag stands for none of them.`,
					path: note.path,
					span: tag.span,
					position: tag.position,
					related: relatedFiles(owners),
				},
			];
		}),
	);
}

/** Each pair is told once, unless the two are one concept already or the other name is a note of its own. */
function candidates(notes: readonly Note[], names: ConceptNames, graph: ConceptGraph): readonly Diagnostic[] {
	const told = new Set<string>();
	return notes.flatMap((note) =>
		note.aliasCandidates.flatMap((candidate) => {
			const pair = `${foldName(candidate.of)}\n${foldName(candidate.alias)}`;
			if (told.has(pair) || names.owners(candidate.alias).length > 0) return [];
			told.add(pair);
			return [candidateDiagnostic(note, candidate, ownerOf(candidate.of, names, graph))];
		}),
	);
}

function ownerOf(name: string, names: ConceptNames, { tags }: ConceptGraph): string | undefined {
	const tagged = tags.get(foldName(name));
	return names.owner(name) ?? (tagged?.startsWith("#") ? undefined : tagged);
}

function candidateDiagnostic(
	note: Note,
	{ of, alias, span, position }: AliasCandidate,
	owner?: string,
): Diagnostic {
	return {
		rule: "alias/candidate",
		severity: "info",
		message: `“${alias}” may be another name of “${of}”.`,
		path: note.path,
		span,
		position,
		hint:
			owner === undefined ? `if so, make a note “${of}” with this alias` : "if so, list it among its aliases",
		...(owner !== undefined && { related: [owner] }),
	};
}
