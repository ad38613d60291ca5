import type { EvaluateCommand } from "./protocol.js";

/** What the bundle of the library gives to the one who runs cells. */
export interface Library {
	createGlobals(host: Host): Readonly<Record<string, unknown>>;
	leave(): Promise<void>;
	inspect(value: unknown): Readonly<Record<string, unknown>>;
	metadataOf(value: unknown): Readonly<Record<string, unknown>>;
	formatLog(values: readonly unknown[]): string;
}

/** What a cell can do outside of itself. */
export interface Host {
	emit(output: { readonly data: unknown; readonly metadata: unknown }): void;
	test(result: unknown): void;
	param(param: { readonly name: string; readonly value: ParamValue }): ParamValue;
	readonly memo: {
		get(key: string): Promise<string | undefined>;
		set(key: string, value: string): void;
	};
	read(name: string): Uint8Array | undefined;
}

/**
 * Gives an engine's world the library's names, which are the same for all cells.
 *
 * @param how whether cells may put something else in their place
 */
export async function defineGlobals(library: Library, how: PropertyDescriptor = {}): Promise<void> {
	const globals = library.createGlobals(nobody);
	for (const [name, value] of Object.entries(globals))
		Object.defineProperty(globalThis, name, { ...how, value });
	await library.leave();
}

/** Stands there while no cell runs. */
const nobody: Host = {
	emit() {},
	test() {},
	param: ({ value }) => value,
	memo: { get: async () => undefined, set() {} },
	read: () => undefined,
};

type ParamValue = number | string | boolean;

/** What one cell has given so far. */
export interface Outputs {
	/** From now on, whatever is displayed comes here. */
	enter(): void;
	result(value: unknown): void;
	write(name: "stdout" | "stderr", text: string): void;
	/** From now on, nothing comes here any more. The fields of `Evaluated`, as the inside of a JSON object. */
	close(): string;
}

interface Powers {
	recall(cell: number, key: string): Promise<string | undefined>;
	keep(cell: number, key: string, value: string): void;
	readonly decode: (base64: string) => Uint8Array;
	/** Chance starts over. */
	reseed(seed: number): void;
}

export const limits = {
	/** Characters of all outputs of a cell, as JSON. */
	characters: 1_000_000,
	/** The same of what a program for Dataview leaves behind: what it has shown, and read. Nothing else uses that up. */
	left: 1_500_000,
	outputs: 200,
	tests: 1_000,
	params: 100,
	/** Characters of a test or a param, as JSON. */
	entry: 50_000,
	/** Characters of all values that a cell keeps. */
	memo: 64_000_000,
};

let writing: Outputs | undefined;

/** Where a console writes to. */
export function currentOutputs(): Outputs | undefined {
	return writing;
}

export function createOutputs(library: Library, command: EvaluateCommand, powers: Powers): Outputs {
	const { cell } = command;
	const tests: string[] = [];
	const params = new Map<string, { text: string; value: ParamValue }>();
	const chosen = new Map(command.params);
	const files = new Map(command.files);
	const list = createList(command.now !== undefined);
	let open = true;
	/** Kept values that are being computed. Next time they are not, so what is shown meanwhile would not be there. */
	let computing = 0;
	let kept = 0;
	const listens = () => open && computing === 0;

	const host: Host = {
		emit: ({ data, metadata }) => {
			if (listens()) list.add({ output_type: "display_data", data, metadata });
		},
		test: (result) => {
			const text = JSON.stringify(result) ?? "null";
			if (listens() && tests.length < limits.tests && text.length <= limits.entry) tests.push(text);
		},
		param: (param) => {
			const known = params.get(param.name);
			if (known !== undefined) return known.value;
			const value = chosen.get(param.name) ?? param.value;
			const text = JSON.stringify({ ...param, value });
			if (open && params.size < limits.params && text.length <= limits.entry)
				params.set(param.name, { text, value });
			return value;
		},
		memo: {
			// Chance begins anew before a value is computed and after it is had: it is the same whether it was known or not.
			async get(key) {
				const value = await powers.recall(cell, key);
				powers.reseed(seedFrom(command.seed, key, value === undefined ? 0 : 1));
				if (value === undefined) computing += 1;
				return value;
			},
			set(key, value) {
				computing -= 1;
				powers.reseed(seedFrom(command.seed, key, 1));
				kept += value.length;
				if (open && kept <= limits.memo) powers.keep(cell, key, value);
			},
		},
		read: (name) => {
			const content = files.get(name);
			return content === undefined ? undefined : powers.decode(content);
		},
	};
	const outputs: Outputs = {
		enter() {
			writing = outputs;
			library.createGlobals(host);
		},
		result(value) {
			const [data, metadata] = [library.inspect(value), library.metadataOf(value)];
			if (open) list.add({ output_type: "execute_result", data, metadata });
		},
		write(name, text) {
			if (listens()) list.write(name, text);
		},
		close() {
			open = false;
			if (writing === outputs) writing = undefined;
			const chosenParams = Array.from(params.values(), ({ text }) => text);
			return `"outputs":[${list.texts().join()}],"tests":[${tests.join()}],"params":[${chosenParams.join()}]`;
		},
	};
	return outputs;
}

function seedFrom(seed: number, key: string, step: number): number {
	let mixed = seed ^ (step * 0x9e3779b9);
	for (let i = 0; i < key.length; i++) mixed = Math.imul(mixed ^ key.charCodeAt(i), 0x01000193);
	return mixed;
}

/** By which media types a program for Dataview says what it has shown, and read. */
const leftTypes = /^application\/vnd\.notapse\.\w+\+json$/;

function saysWhatIsLeft(output: object): boolean {
	const { data } = output as { readonly data?: unknown };
	return typeof data === "object" && data !== null && Object.keys(data).some((type) => leftTypes.test(type));
}

/** Outputs as JSON, in which nothing can change or be asked any more; text of one stream in one piece. */
function createList(isScript: boolean) {
	const texts: string[] = [];
	let stream: { name: string; text: string } | undefined;
	let characters = 0;
	let cut = false;
	let left = 0;

	const flush = () => {
		if (stream !== undefined) texts.push(JSON.stringify({ output_type: "stream", ...stream }));
		stream = undefined;
	};
	const hasRoom = (length: number, pieces: number) => {
		if (cut || characters + length > limits.characters || pieces > limits.outputs) cut = true;
		else characters += length;
		return !cut;
	};
	return {
		add(output: object) {
			const isLeft = isScript && saysWhatIsLeft(output);
			if (cut && !isLeft) return;
			flush();
			const text = JSON.stringify(output) ?? "null";
			if (isLeft) {
				left += text.length;
				if (left <= limits.left) texts.push(text);
			} else if (hasRoom(text.length, texts.length + 1)) texts.push(text);
		},
		write(name: "stdout" | "stderr", text: string) {
			if (cut || text === "") return;
			if (stream?.name !== name) flush();
			const room = limits.characters - characters;
			const fits = text.length > room ? text.slice(0, room) : text;
			if (!hasRoom(fits.length, texts.length + 1)) return;
			if (stream === undefined) stream = { name, text: fits };
			else stream.text += fits;
			if (fits.length < text.length) cut = true;
		},
		texts(): readonly string[] {
			flush();
			if (!cut) return texts;
			const text = "\n… cut: a cell shows at most 200 outputs and a million characters\n";
			return [...texts, JSON.stringify({ output_type: "stream", name: "stderr", text })];
		},
	};
}
