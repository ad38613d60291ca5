import { basename, dirname, resolve, sep } from "node:path";
import { type CompileOptions, type CompileResult, createCompiler } from "./compile.js";
import { watchFolder } from "./watch-folder.js";

export interface Watcher {
	close(): Promise<void>;
}

/**
 * Compiles, and compiles again whenever something in the vault changes. Builds never overlap; changes during a
 * build lead to one more build after it.
 *
 * @param onBuild the result of each build, or what it threw: the next change tries again
 */
export async function watch(
	options: CompileOptions,
	onBuild: (result: CompileResult | undefined, error: unknown) => void,
): Promise<Watcher> {
	const compiler = createCompiler(options);
	const out = resolve(options.out);
	const isOutput = (path: string) =>
		path === out ||
		path.startsWith(out + sep) ||
		path.startsWith(`${dirname(out)}${sep}.${basename(out)}.notapse-`);
	const build = async (): Promise<void> => {
		try {
			onBuild(await compiler.build(), undefined);
		} catch (error) {
			onBuild(undefined, error);
		}
	};

	// What a thread has learned meanwhile is as if the vault had changed.
	let news = false;
	let learned = () => {
		news = true;
	};
	compiler.onLearned(() => learned());
	const watcher = await watchFolder(resolve(options.vault), isOutput, build);
	learned = watcher.start;
	if (news) watcher.start();

	return {
		close: async () => {
			await watcher.close();
			await compiler.close();
		},
	};
}
