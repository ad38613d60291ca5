// The peer: plain remark-parse over the same files, and nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import remarkParse from "remark-parse";
import { unified } from "unified";

const root = process.argv[2];
const processor = unified().use(remarkParse);
for (const name of readdirSync(root, { recursive: true }).sort()) {
	if (String(name).endsWith(".md")) processor.parse(readFileSync(join(root, String(name)), "utf8"));
}
