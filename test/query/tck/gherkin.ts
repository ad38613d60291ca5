/** The part of Gherkin that the openCypher Technology Compatibility Kit is written in. */
export interface Scenario {
	/** `clauses/match/Match1 [3] Matching nodes using … #2`; the number is that of the example. */
	readonly id: string;
	/** `clauses/match` */
	readonly area: string;
	readonly steps: readonly Step[];
}

export interface Step {
	readonly text: string;
	readonly doc?: string;
	readonly table: readonly (readonly string[])[];
}

/** Scenarios of a feature, outlines written out, each with the steps of the background first. */
export function parseFeature(source: string, path: string): Scenario[] {
	const lines = source.split(/\r?\n/);
	const scenarios: Scenario[] = [];
	let background: readonly Step[] = [];
	let at = 0;
	while (at < lines.length) {
		const heading = /^\s*(Background|Scenario(?: Outline)?):\s*(.*)$/.exec(lines[at]!);
		at++;
		if (heading === null) continue;
		const { steps: own, examples, end } = parseSteps(lines, at);
		at = end;
		if (heading[1] === "Background") {
			background = own;
			continue;
		}
		const steps = [...background, ...own];
		const id = `${path} ${heading[2]!.trim()}`;
		const area = path.slice(0, path.lastIndexOf("/"));
		if (examples.length === 0) scenarios.push({ id, area, steps });
		else
			for (const [i, example] of examples.entries())
				scenarios.push({ id: `${id} #${i + 1}`, area, steps: fill(steps, example) });
	}
	return scenarios;
}

function parseSteps(lines: readonly string[], from: number) {
	const steps: { text: string; doc?: string; table: string[][] }[] = [];
	const examples: Map<string, string>[] = [];
	let inExamples = false;
	let header: string[] | undefined;
	let at = from;
	for (; at < lines.length && !/^\s*Scenario(?: Outline)?:/.test(lines[at]!); at++) {
		const line = lines[at]!;
		const step = /^\s*(?:Given|When|Then|And|But)\s+(.*)$/.exec(line);
		if (step !== null) {
			steps.push({ text: step[1]!.trim(), table: [] });
			inExamples = false;
		} else if (/^\s*Examples:/.test(line)) {
			inExamples = true;
			header = undefined;
		} else if (/^\s*"""/.test(line)) {
			const indent = line.indexOf('"');
			const doc: string[] = [];
			for (at++; !/^\s*"""/.test(lines[at]!); at++) doc.push(lines[at]!.slice(indent));
			steps.at(-1)!.doc = doc.join("\n");
		} else if (/^\s*\|/.test(line)) {
			const cells = cellsOf(line);
			if (!inExamples) steps.at(-1)!.table.push(cells);
			else if (header === undefined) header = cells;
			else examples.push(new Map(header.map((name, i) => [name, cells[i] ?? ""])));
		}
	}
	return { steps: steps as Step[], examples, end: at };
}

/** `\|`, `\\` and `\n` are the only escapes of a table. */
function cellsOf(line: string): string[] {
	const cells: string[] = [];
	let cell = "";
	const text = line.trim();
	for (let i = 1; i < text.length; i++) {
		const character = text[i]!;
		if (character === "\\" && /[|\\]/.test(text[i + 1] ?? "")) cell += text[++i];
		else if (character === "|") {
			cells.push(cell.trim());
			cell = "";
		} else cell += character;
	}
	return cells;
}

function fill(steps: readonly Step[], example: ReadonlyMap<string, string>): Step[] {
	const filled = (text: string) =>
		text.replace(/<([^<>\s|]+)>/g, (all, name: string) => example.get(name) ?? all);
	return steps.map(({ text, doc, table }) => ({
		text: filled(text),
		...(doc !== undefined && { doc: filled(doc) }),
		table: table.map((row) => row.map(filled)),
	}));
}
