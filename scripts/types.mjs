/**
 * Writes the declarations that package.json's `exports` name, and all that they import. They are not checked here:
 * `npm run check` does that.
 */
import { execFile } from "node:child_process";
import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

const entries = ["index.ts", "network/index.ts", "library/index.ts"];
/** Declarations that are written by hand. */
const written = ["library/ambient/cells.d.ts"];

/** Into the folder `types` of `target`. TypeScript is an optional package: without it there are none. */
export async function emitTypes(target) {
	const compiler = "node_modules/typescript/bin/tsc";
	if (
		!(await access(compiler).then(
			() => true,
			() => false,
		))
	) {
		console.warn("types are not written: the package typescript is not installed");
		return;
	}
	// In the project, where packages are found.
	const all = await mkdtemp(join("node_modules", ".types-"));
	try {
		await compile(compiler, all);
		for (const [file, text] of await reachable(all)) {
			const to = join(target, "types", file);
			await mkdir(dirname(to), { recursive: true });
			await writeFile(to, text);
		}
		for (const file of written) await copy(join("src", file), join(target, "types", file));
	} finally {
		await rm(all, { recursive: true, force: true });
	}
}

async function compile(compiler, target) {
	const options = ["--noEmit", "false", "--emitDeclarationOnly", "--declaration", "--noCheck"];
	const config = {
		target: "es2023",
		lib: "es2023",
		module: "nodenext",
		types: "node",
		rootDir: "src",
		outDir: target,
	};
	const settings = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value]);
	const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck"];
	const files = entries.map((entry) => join("src", entry));
	const args = [compiler, "--ignoreConfig", ...options, ...settings, ...strict, ...files];
	await promisify(execFile)(process.execPath, args).catch((error) => {
		// It also complains of what is half written elsewhere; what it could not declare at all is missing below.
		if (!error.stdout) throw error;
	});
}

/**
 * The entries' declarations and those that they import, by their paths below `root`. What names a package that is
 * bundled, and so is not there where the types are read, is left out, and a door does not name it either: syntax trees
 * pass between rooms and are nobody else's business.
 */
async function reachable(root) {
	const found = new Map();
	const open = entries.map((entry) => entry.replace(/\.ts$/, ".d.ts"));
	const fileOf = (file, specifier) =>
		relative(resolve(root), resolve(root, dirname(file), `${specifier}.d.ts`));
	for (let file = open.pop(); file !== undefined; file = open.pop()) {
		if (found.has(file)) continue;
		let text = await readFile(join(root, file), "utf8");
		for (const [statement, specifier] of text.matchAll(/^export type \{[^}]*\} from "(\.[^"]+)\.js";\n/gm))
			if (namesPackages(await readFile(join(root, fileOf(file, specifier)), "utf8")))
				text = text.replace(statement, "");
		if (/\bWebAssembly\./.test(text)) text += webAssembly;
		if (namesPackages(text)) throw new Error(`types: ${file} names a package that is bundled`);
		found.set(file, text);
		for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g))
			open.push(fileOf(file, specifier));
	}
	return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Browsers' declarations have these names and Node's have not; where both are, they are one. */
const webAssembly = `declare global {
    namespace WebAssembly {
        interface Memory {
        }
        interface Module {
        }
    }
}
`;

/** Comments may name what they like. */
function namesPackages(text) {
	const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
	return /(?:from|import\(|declare module)\s*"(?!\.|node:)/.test(code);
}

async function copy(from, to) {
	await mkdir(dirname(to), { recursive: true });
	await copyFile(from, to);
}
