import { loadScript } from "../load-script.js";
import type { NoteProgram, ProgramCell } from "../program.js";
import type { LiveCell } from "./live-cell.js";

/** The programs that the page's cells are made of, as far as they were asked for. */
export class Programs {
	private readonly files = new Map<string, Promise<NoteProgram>>();
	private readonly cells = new Map<string, LiveCell>();
	private readonly unlinked: LiveCell[] = [];

	/** A cell of a note's file, with all that it needs. */
	async cell(address: string, index: number): Promise<LiveCell> {
		const [program] = await this.load(address);
		for (const cell of this.unlinked.splice(0)) cell.needs = this.printedNeeds(cell);
		const cell = this.cells.get(`${program?.note}/${index}`);
		if (cell === undefined) throw new Error(address);
		return cell;
	}

	/** All cells of a note, in its order. */
	ofNote(note: string): readonly LiveCell[] {
		return this.all().filter((cell) => cell.note === note);
	}

	all(): readonly LiveCell[] {
		return [...this.cells.values()];
	}

	/** The needs with which a cell came. */
	printedNeeds({ program }: LiveCell): LiveCell["needs"] {
		return program.needs.flatMap(({ note, index, ...need }) => {
			const cell = this.cells.get(`${note}/${index}`);
			return cell === undefined ? [] : [{ ...need, cell }];
		});
	}

	/** A note's file, and those of all notes from which it imports: each asked for once, though they may import in circles. */
	private async load(address: string): Promise<readonly NoteProgram[]> {
		const loaded: NoteProgram[] = [];
		const seen = new Set([pathOf(address)]);
		for (let wave = [address]; wave.length > 0; ) {
			const programs = await Promise.all(wave.map((address) => this.file(address)));
			loaded.push(...programs);
			wave = programs
				.flatMap(({ files }) =>
					files.map(([note, version]) => new URL(`${note}.js?v=${version}`, address).href),
				)
				.filter((address) => !seen.has(pathOf(address)) && seen.add(pathOf(address)));
		}
		return loaded;
	}

	private file(address: string): Promise<NoteProgram> {
		const known = this.files.get(pathOf(address));
		if (known !== undefined) return known;
		const file = loadScript<string>(address, "data").then((data) => {
			const program = JSON.parse(data) as NoteProgram;
			for (const cell of program.cells) this.add(program.note, cell);
			return program;
		});
		this.files.set(pathOf(address), file);
		file.catch(() => this.files.delete(pathOf(address)));
		return file;
	}

	private add(note: string, program: ProgramCell): void {
		const cell: LiveCell = {
			id: `${note}/${program.index}`,
			number: this.cells.size,
			note,
			program,
			code: program.code,
			module: program.module,
			needs: [],
			params: new Map(program.params),
		};
		this.cells.set(cell.id, cell);
		this.unlinked.push(cell);
	}
}

function pathOf(address: string): string {
	return address.replace(/\?.*/, "");
}
