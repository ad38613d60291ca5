/** The writer alone: the package's entry point loads an XML parser, too. */
declare module "graphology-gexf/common/writer.js" {
	import type { write } from "graphology-gexf";

	const writer: typeof write;
	export default writer;
}
