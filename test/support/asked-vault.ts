import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type LiveVault, type LiveVaultOptions, openLiveVault } from "../../src/asking/live-vault.js";
import { loadConfig } from "../../src/config.js";

export interface AskedVault {
	readonly folder: string;
	readonly vault: LiveVault;
	write(path: string, text: string): Promise<void>;
	close(): Promise<void>;
}

/** These files in a folder of their own, open for questions. Embedded without training. */
export async function askedVault(
	files: Readonly<Record<string, string>>,
	options: Partial<LiveVaultOptions> = {},
): Promise<AskedVault> {
	const folder = await mkdtemp(join(tmpdir(), "notapse-asked-"));
	const write = async (path: string, text: string) => {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	};
	for (const [path, text] of Object.entries(files)) await write(path, text);
	const { config } = await loadConfig({ cwd: folder, vault: folder, flags: { epochs: 0 } });
	const vault = openLiveVault({ vault: folder, config, cache: false, ...options });
	return {
		...{ folder, vault, write },
		close: async () => {
			await vault.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Five notes on gates, a draft, and names that nobody has written. */
export const gates: Readonly<Record<string, string>> = {
	"长短期记忆网络.md":
		"---\naliases: [LSTM]\nyear: 1997\n---\n# 结构\n\nA [[gate]] keeps what the [[记忆|memory]] holds: $c_t$. #recurrent\n\n## 门\n\nThree of them.\n\n# 历史\n\nSince 1997.\n",
	"gate.md": "Opens and closes. See [[长短期记忆网络]].\n",
	"记忆.md": "What is kept by a [[gate]]; see [[nowhere]].\n",
	"图/图网络.md": "Messages pass through a [[gate]]. #recurrent\n",
	"alone.md": "Alone.\n",
	"draft.md": "---\npublish: false\n---\nA secret [[gate]] and [[hidden name]].\n",
};
