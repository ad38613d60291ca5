/** Searches as whole queries. */
import type { syntax } from "../query/index.js";
import { Cypher } from "./cypher.js";
import { marksOf } from "./marks.js";
import type { OperatorName, SearchTerm } from "./syntax.js";
import { condition, fileScope } from "./translate.js";

type Expression = syntax.Expression;

const file = "file";

/**
 * The files that a search finds, by name: a row for each with the file, what was found in it (see `search.excerpts`), and
 * how many there are in all.
 * @param most how many are listed
 */
export function filesQuery(term: SearchTerm, most: number): syntax.Query {
	const cypher = new Cypher(term.span);
	const found = cypher.variable(file);
	const path = cypher.property(file, "path");
	const name = cypher.call("toLower", cypher.at(cypher.call("split", path, cypher.text("/")), -1));
	const marks = cypher.call("search.excerpts", found, cypher.list(marksOf(term, fileScope(file))));
	return cypher.query([
		matchFiles(term, file),
		cypher.with(
			cypher.projection([cypher.item(found, file)], { orderBy: [cypher.sort(name), cypher.sort(path)] }),
		),
		cypher.with(cypher.projection([cypher.item(cypher.call("collect", found), "files")])),
		cypher.unwind(cypher.slice(cypher.variable("files"), 0, most), file),
		cypher.return(
			cypher.projection([
				cypher.item(found, file),
				cypher.item(marks, "found"),
				cypher.item(cypher.call("size", cypher.variable("files")), "files"),
			]),
		),
	]);
}

/**
 * The notes that a search finds, the best first: words rank, as `text.search` does it, and all else narrows. Without words
 * that every note must hold, those in which most was found come first.
 */
export function rankedQuery(term: SearchTerm): syntax.Query {
	const cypher = new Cypher(term.span);
	const concept = cypher.variable("concept");
	const { words, rest } = wordsAndRest(term);
	const order = (by: Expression) => ({
		orderBy: [cypher.sort(by, true), cypher.sort(cypher.property("concept", "title"))],
	});
	const columns = (line: Expression, excerpt: Expression) => {
		const path = cypher.binary(cypher.property("concept", "path"), "+", cypher.text(":"));
		const place = cypher.binary(path, "+", line);
		return [cypher.item(concept, "concept"), cypher.item(place, "place"), cypher.item(excerpt, "excerpt")];
	};
	if (words.length > 0) {
		const conditions = rest.map((other) => condition(other, fileScope("concept")));
		const where = conditions.length === 0 ? undefined : cypher.join("and", conditions);
		const yields = { node: "concept", score: "score", line: "line", excerpt: "excerpt" };
		const shown = columns(cypher.variable("line"), cypher.variable("excerpt"));
		return cypher.query([
			cypher.procedure("text.search", [cypher.text(words.join(" "))], yields, where),
			cypher.return(cypher.projection(shown, order(cypher.variable("score")))),
		]);
	}
	const marks = cypher.call("search.excerpts", concept, cypher.list(marksOf(term, fileScope("concept"))));
	const line = cypher.call("coalesce", cypher.property("found", "line"), cypher.number(1));
	return cypher.query([
		matchFiles(term, "concept"),
		cypher.with(cypher.projection([cypher.item(concept, "concept"), cypher.item(marks, "found")])),
		cypher.return(
			cypher.projection(
				columns(line, cypher.property("found", "excerpt")),
				order(cypher.property("found", "matches")),
			),
		),
	]);
}

/** Files that are no notes count where names or paths are asked for: nothing else can be found of them. */
function matchFiles(term: SearchTerm, variable: string): syntax.MatchClause {
	const labels = namesFiles(term) ? ["Note", "Canvas", "Attachment"] : ["Note", "Canvas"];
	return new Cypher(term.span).match(variable, labels, condition(term, fileScope(variable)));
}

/** Excluding by a name is no reason to list pictures. */
function namesFiles(term: SearchTerm): boolean {
	if (term.kind === "all" || term.kind === "any") return term.operands.some(namesFiles);
	if (term.kind !== "operation") return false;
	const cased: readonly OperatorName[] = ["match-case", "ignore-case"];
	if (cased.includes(term.operator)) return namesFiles(term.operand);
	return term.operator === "file" || term.operator === "path";
}

/** Words that are asked for of every note, and what else is. A phrase is its words, and the phrase besides. */
function wordsAndRest(term: SearchTerm): { words: string[]; rest: SearchTerm[] } {
	const words: string[] = [];
	const rest: SearchTerm[] = [];
	for (const each of term.kind === "all" ? term.operands : [term]) {
		if (each.kind !== "text") rest.push(each);
		else {
			const parts = each.text.split(/\s+/u).filter(Boolean);
			words.push(...parts);
			if (parts.length !== 1 || /\s/u.test(each.text)) rest.push(each);
		}
	}
	return { words, rest };
}
