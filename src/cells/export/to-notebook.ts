import type { CellLanguage, CellOutput, CellRecord, CompiledCell } from "../../model/index.js";

/** A note with its cells, and what is known of their results. */
export interface NotebookInput {
	readonly source: string;
	readonly title: string;
	readonly cells: readonly { readonly compiled: CompiledCell; readonly record?: CellRecord }[];
}

/**
 * A note as a Jupyter notebook (nbformat 4.5): its text becomes Markdown cells, its cells code cells with their stored
 * outputs. A sidecar's program comes last. Nothing is run. Imports stand as written, so a notebook is for reading
 * and for tools that read notebooks; it runs elsewhere only where its cells import nothing from notes.
 */
export function toNotebook({ source, title, cells }: NotebookInput): string {
	const { frontmatter, body } = splitFrontmatter(source);
	const pieces: NotebookCell[] = [];
	const add = (piece: Omit<NotebookCell, "id">) =>
		pieces.push({ id: `cell-${pieces.length + 1}`, ...piece } as NotebookCell);
	const addText = (from: number, to: number) => {
		const text = source.slice(from, to).replace(/^(?:[ \t]*\r?\n)+|\s+$/g, "");
		if (text !== "") add({ cell_type: "markdown", metadata: {}, source: linesOf(text) });
	};

	if (frontmatter !== "") add({ cell_type: "raw", metadata: {}, source: linesOf(frontmatter) });
	let at = body;
	for (const { compiled, record } of cells) {
		const { cell } = compiled;
		if (cell.form === "fence") {
			addText(at, cell.span.start);
			at = cell.span.end;
		} else {
			addText(at, source.length);
			at = source.length;
		}
		add(toCodeCell(compiled, record));
	}
	addText(at, source.length);
	return `${JSON.stringify({ cells: pieces, metadata: metadataOf(title, cells), nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

interface NotebookCell {
	readonly id: string;
	readonly cell_type: "raw" | "markdown" | "code";
	readonly metadata: object;
	readonly source: readonly string[];
	readonly execution_count?: null;
	readonly outputs?: readonly object[];
}

function toCodeCell({ cell }: CompiledCell, record: CellRecord | undefined): Omit<NotebookCell, "id"> {
	const { language, id, options } = cell;
	const notapse = {
		...{ language },
		...(id !== undefined && { id }),
		...(cell.form === "sidecar" && { sidecar: cell.path }),
		...(record !== undefined && { key: record.key, engine: record.engine, status: record.status }),
		...(record !== undefined && record.tests.length > 0 && { tests: record.tests }),
	};
	return {
		cell_type: "code",
		execution_count: null,
		metadata: {
			notapse,
			...(options.echo !== "show" && { jupyter: { source_hidden: true } }),
			...(options.caption !== undefined && { title: options.caption }),
		},
		source: linesOf(cell.code),
		outputs: record === undefined ? [] : [...record.outputs.map(toOutput), ...errorOf(record)],
	};
}

function toOutput(output: CellOutput): object {
	if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
	const data = Object.fromEntries(
		Object.entries(output.data).map(([type, content]) => [
			type,
			typeof content === "string" && isText(type) ? linesOf(content) : content,
		]),
	);
	const shown = { output_type: output.output_type, data, metadata: output.metadata };
	return output.output_type === "execute_result" ? { ...shown, execution_count: null } : shown;
}

/** What nbformat keeps as lists of lines; JSON stays a value, pictures stay one string. */
function isText(type: string): boolean {
	return type.startsWith("text/") || type.endsWith("+xml") || type === "application/javascript";
}

function errorOf({ status, error }: CellRecord): object[] {
	if (status === "ok") return [];
	const ename = error?.name ?? status;
	const evalue = error?.message ?? "";
	const frames = (error?.frames ?? []).map(
		({ function: name, line, column }) => `    at ${name ?? "cell"} (${line}:${column})`,
	);
	return [{ output_type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`, ...frames] }];
}

const kernels: Record<CellLanguage, { kernel: object; language: object }> = {
	ts: {
		kernel: { name: "deno", display_name: "Deno", language: "typescript" },
		language: { name: "typescript", file_extension: ".ts", mimetype: "text/x.typescript" },
	},
	js: {
		kernel: { name: "deno", display_name: "Deno", language: "typescript" },
		language: { name: "javascript", file_extension: ".js", mimetype: "text/javascript" },
	},
	py: {
		kernel: { name: "python3", display_name: "Python 3", language: "python" },
		language: { name: "python", file_extension: ".py", mimetype: "text/x-python" },
	},
};

/** A notebook has one language: the one that most of its cells are in, of two as many the first. */
function metadataOf(title: string, cells: NotebookInput["cells"]): object {
	const counts = new Map<CellLanguage, number>();
	for (const { compiled } of cells) {
		const { language } = compiled.cell;
		counts.set(language, (counts.get(language) ?? 0) + 1);
	}
	const [main] = [...counts].sort((a, b) => b[1] - a[1]).map(([language]) => language);
	const { kernel, language } = kernels[main ?? "ts"];
	return { kernelspec: kernel, language_info: language, title };
}

function splitFrontmatter(source: string): { frontmatter: string; body: number } {
	const match = /^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
	if (match === null) return { frontmatter: "", body: 0 };
	return { frontmatter: match[0].trimEnd(), body: match[0].length };
}

/** Lines with their newlines, as nbformat keeps texts. */
function linesOf(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
