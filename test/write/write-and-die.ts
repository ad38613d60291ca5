/** `write-and-die OUT CACHE SITE N`: writes a site, and dies before the n-th change on the disk. */
import { outputState, writeSite } from "../../src/site/write.js";

const [out = "", cache = "", json = "", n = ""] = process.argv.slice(2);
const tree: Record<string, string> = JSON.parse(json);
let left = Number(n);

const files = Object.entries(tree)
	.sort(([a], [b]) => (a < b ? -1 : 1))
	.map(([path, text]) => ({ path, content: () => text }));
const report = {
	notes: [],
	links: { found: 0, ambiguous: 0, missing: 0, unpublished: 0, deadHeading: 0, deadBlock: 0 },
	assets: [],
	aliases: [],
};
await writeSite(
	{ files, report, digestOf: () => "" },
	{
		out,
		state: outputState(out, cache, "1"),
		read: () => {
			throw new Error("no file is copied here");
		},
		onStep: () => {
			left -= 1;
			if (left === 0) process.kill(process.pid, "SIGKILL");
		},
	},
);
