/** Reads what of Turtle we write, strictly: anything else is an error. Terms as JSON-LD has them. */
export function readTurtle(text: string): [string, string, unknown][] {
	const prefixes = new Map<string, string>();
	const triples: [string, string, unknown][] = [];
	let rest = text;
	const take = (pattern: RegExp): RegExpExecArray | undefined => {
		rest = rest.replace(/^\s+/, "");
		const found = pattern.exec(rest);
		if (found === null || found.index !== 0) return undefined;
		rest = rest.slice(found[0].length);
		return found;
	};
	const must = <T>(value: T | undefined, what: string): T => {
		if (value === undefined) throw new Error(`expected ${what} at: ${rest.slice(0, 60)}`);
		return value;
	};
	const iri = (): string | undefined => {
		const full = take(/^<([^\u0000-\u0020<>"{}|^`\\]*)>/);
		if (full) return full[1]!;
		const short = take(/^([a-z]+):([A-Za-z][A-Za-z0-9_]*)/);
		return short && must(prefixes.get(short[1]!), "a prefix") + short[2]!;
	};
	const object = (): unknown => {
		const truth = take(/^(true|false)(?=[\s,;.])/);
		if (truth) return truth[1] === "true";
		const literal = take(/^"((?:[^"\\\n\r]|\\[\\"nrt]|\\u[0-9a-fA-F]{4})*)"/);
		if (!literal) return { "@id": must(iri(), "a term") };
		const value = JSON.parse(`"${literal[1]!.replaceAll("\t", "\\t")}"`) as string;
		const language = take(/^@([a-zA-Z]+)/);
		if (language) return { "@value": value, "@language": language[1] };
		if (!take(/^\^\^/)) return value;
		must(iri(), "a type");
		return Number(value);
	};
	while (rest.trim() !== "") {
		const prefix = take(/^@prefix ([a-z]+): <([^\u0000-\u0020<>"{}|^`\\]*)> \./);
		if (prefix) {
			prefixes.set(prefix[1]!, prefix[2]!);
			continue;
		}
		const subject = must(iri(), "a subject");
		do {
			const predicate = take(/^a(?=\s)/)
				? "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
				: must(iri(), "a predicate");
			do triples.push([subject, predicate, object()]);
			while (take(/^,/));
		} while (take(/^;/));
		must(take(/^\./), "a point");
	}
	return triples;
}
