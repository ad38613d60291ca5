import type { CellImport, Span } from "../model/index.js";
import { type EngineModule, shiftOf } from "./module.js";

/** What the text of a program for Dataview says: JavaScript as the inside of an asynchronous function. */
export interface ScriptFacts {
	readonly code: string;
	/** Names that it sets and nobody declares: JavaScript as people write it there makes them. */
	readonly assigns: readonly string[];
	/** Its last statement, if that is an expression. */
	readonly value?: Span;
	/** What it imports: no program for Dataview may. */
	readonly imports: readonly CellImport[];
	/** Why it cannot be read. */
	readonly error?: { readonly message: string; readonly offset: number };
}

/** Names that are given to every program. */
const given = ["dv", "dataview"];

/**
 * Names of Obsidian's window, as the world of programs has them. They stand outside of the program, which can declare
 * the same ones.
 */
const globals =
	"app,moment,luxon,DateTime,Duration,Interval,Notice,document,window,self,activeWindow,activeDocument,createEl," +
	"createDiv,createSpan,createSvg,createFragment,fish,fishAll,isBoolean,sleep,nextFrame,requestAnimationFrame,getComputedStyle," +
	"HTMLElement,Element,Node,DocumentFragment";

/**
 * A program as a module that hands it, as a function, to whoever runs it:
 *
 *     import{run as $0}from"…";import $1 from"…";await $0(({app,⋯})=>async function(dv,dataview){var i; ⋯   first line
 *     ⋯                                                                     as it is in the note
 *     },{…},{files:$1,texts:$2},{"views/a.js":()=>import("…")});            one line more
 *
 * @param input.world URL of the module that runs it, `input.data` those of what it may read
 * @param input.form the value of what stands in a sentence is what it shows
 */
export function writeScript(input: {
	readonly facts: ScriptFacts;
	readonly form: "fence" | "inline";
	readonly world: string;
	readonly files: string;
	readonly texts?: string;
	/** URL of a library of its own, for programs that say its name. */
	readonly moment?: string;
	/** JSON. */
	readonly given: string;
	readonly views: readonly (readonly [path: string, url: string])[];
}): EngineModule {
	const { facts, form, world, files, texts, moment, views } = input;
	const [run, read, text, library] = freshNames(facts.code);
	const imports = [
		`import{run as ${run}}from${quoted(world)};import ${read} from${quoted(files)};`,
		texts === undefined ? "" : `import ${text} from${quoted(texts)};`,
		moment === undefined ? "" : `import ${library} from${quoted(moment)};`,
	].join("");
	const prefix = `${imports}await ${run}(({${globals}})=>async function(${given.join()}){${declarations(facts)}`;
	const value = form === "inline" ? facts.value : undefined;
	const body =
		value === undefined
			? facts.code
			: `${facts.code.slice(0, value.start)}${opening}${facts.code.slice(value.start, value.end)})${facts.code.slice(value.end)}`;
	const more = [
		texts === undefined ? "" : `,texts:${text}`,
		moment === undefined ? "" : `,moment:${library}`,
	];
	const data = `{files:${read}${more.join("")}}`;
	const list = views.map(([path, url]) => `[${quoted(path)}]:()=>import(${quoted(url)})`);
	return {
		text: `${prefix}${body}\n},${input.given},${data},{__proto__:null,${list.join()}});`,
		shift: shiftOf(facts.code, prefix.length, value, opening.length),
	};
}

const opening = "return(";

/** A program that others call by `dv.view`. */
export function writeView(facts: ScriptFacts): string {
	return `export default({${globals}})=>async function(dv,input){${declarations(facts)}${facts.code}\n}`;
}

function declarations({ assigns }: ScriptFacts): string {
	const names = assigns.filter((name) => ![...given, "input", "arguments"].includes(name));
	return names.length === 0 ? "" : `var ${names.join()};`;
}

/** Four names that the program does not say. */
function freshNames(code: string): readonly [string, string, string, string] {
	const taken = new Set(code.match(/\$[\w$]*/g));
	const names: string[] = [];
	for (let next = 0; names.length < 4; next++) {
		const name = `$${next.toString(36)}`;
		if (!taken.has(name)) names.push(name);
	}
	return names as unknown as readonly [string, string, string, string];
}

function quoted(text: string): string {
	return JSON.stringify(text);
}
