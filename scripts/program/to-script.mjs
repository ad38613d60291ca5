/**
 * Modules as esbuild prints them, made scripts of the CommonJS kind: `import` at the top becomes `require`, `export` at the
 * end fills `exports`, and late imports are promises of `require`. esbuild splits nothing but ES modules, and of these V8
 * keeps no compiled code before Node 22.
 *
 * What this needs is so because of how bundles are made, and is checked by test/start: chunks import each other in no
 * circle, and what they export does not change once they have run. So values are handed over, and no getters are called
 * in loops.
 */
import { init, parse } from "es-module-lexer";

await init;

/** @param code of one file of a bundle */
export function toScript(code) {
	const [imports, exports] = parse(code);
	const edits = imports.flatMap((one) => editOf(one, code));
	if (exports.length > 0) edits.push(exported(exports, code));
	return `"use strict";${edited(code, edits)}`;
}

const isStatic = -1;
const isMeta = -2;

/** `d`: which kind of import, or where a late one has its bracket. `ss` and `se`: where the whole of it stands. */
function editOf({ n: name, d: kind, ss, se }, code) {
	if (kind === isMeta)
		throw new Error("import.meta has no meaning in a script: use what the build puts in its place");
	if (kind === isStatic) return [{ from: ss, to: se, text: required(code.slice(ss, se), name) }];
	if (name === undefined) return [{ from: ss, to: kind, text: "(module.import??(s=>import(s)))" }];
	const loaded = `require(${JSON.stringify(name)})`;
	// Node's own modules are also their default export.
	const module = name.startsWith("./")
		? loaded
		: `(m=>Object.assign(Object.create(m),{default:m}))(${loaded})`;
	return [{ from: ss, to: se, text: `Promise.resolve().then(()=>${module})` }];
}

/** `import a,{b as c}from"x"` → `const a=require("x"),{b:c}=a` */
function required(statement, name) {
	const call = `require(${JSON.stringify(name)})`;
	const clause = /^import\s*(.*?)\s*(?:from)?\s*["'][^"']*["']$/s.exec(statement)?.[1];
	if (clause === undefined) throw new Error(`not understood: ${statement}`);
	if (clause === "") return call;
	const [, whole, listed] = /^(?:(?:\*\s*as\s+)?([\w$]+))?\s*,?\s*(?:\{(.*)\})?$/s.exec(clause) ?? [];
	const names = listed?.split(",").map((one) => one.trim().replace(/\s+as\s+/, ":")) ?? [];
	// A chunk has its default export by that name; a module of Node's own is that itself.
	const isChunk = name.startsWith("./");
	if (whole !== undefined && isChunk) throw new Error(`not understood: ${statement}`);
	const itself = names.filter((one) => !isChunk && one.startsWith("default:")).map((one) => one.slice(8));
	const others = names.filter((one) => isChunk || !one.startsWith("default:"));
	const all = whole === undefined ? itself : [whole, ...itself];
	const constants = [...all, ...(others.length > 0 ? [`{${others.join()}}`] : [])];
	return `const ${constants.map((constant, i) => `${constant}=${i === 0 ? call : all[0]}`).join()}`;
}

/** The one statement at the end of a chunk: `export{a as b,c};`, or what stands for a CommonJS module, `export default f();`. */
function exported(exports, code) {
	const start = exports[0].s;
	const from = Math.max(code.lastIndexOf("export{", start), code.lastIndexOf("export default ", start));
	const [, statement, comment] =
		/^(export\{[^{}]*\};?|export default .*)\s*(\/\*.*)?$/s.exec(code.slice(from)) ?? [];
	if (statement === undefined) throw new Error(`not understood: ${code.slice(from, from + 200)}`);
	if (exports[0].n === "default" && statement.startsWith("export default "))
		return { from, to: code.length, text: statement.replace("export default ", "exports.default=") };
	// Written out one by one, so that Node finds the names without running it.
	const text = exports.map(({ n, ln }) => `exports.${n}=${ln};`).join("");
	return { from, to: code.length, text: `${text}\n${comment ?? ""}` };
}

function edited(code, edits) {
	let [text, at] = ["", 0];
	for (const { from, to, text: instead } of edits.sort((a, b) => a.from - b.from)) {
		text += code.slice(at, from) + instead;
		at = to;
	}
	return text + code.slice(at);
}
