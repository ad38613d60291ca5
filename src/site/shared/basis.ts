import { digest } from "../survey-note.js";
import type { RenderInput } from "./build-index.js";
import type { Published } from "./published.js";
import type { SiteIndex } from "./site-index.js";

/**
 * Digest of all that `SiteIndex` is made from, but for what is asked for through `Texts`. When it is another than the
 * last time, every page is made again: a new link, tag, alias or file may show anywhere (in lists, local graphs,
 * counts, addresses). Words, headings and the places of links in a text are not part of it.
 */
export function basisOf(input: RenderInput, index: SiteIndex, published: Published): string {
	const { vault, graph, options } = input;
	const { own, ui, addresses, map } = index;
	return digest([
		...[
			options,
			vault.name,
			ui,
			own.css,
			own.mathCss,
			own.mapCss,
			own.js,
			own.mapJs,
			own.answerCss,
			own.answerJs,
		],
		input.notes.map(({ digests }) => digests.facts),
		// Where links lead is the graph's answer; which place in a note is meant is part of the text.
		published.notes.map(({ note }) =>
			published
				.linksOf(note.path)
				.map(({ resolution }) => (resolution.kind === "missing" ? 0 : resolution.path)),
		),
		importsOf(graph, published),
		vault.attachments.map(({ path }) => path),
		// Raw HTML can bring them about too.
		[...addresses.attachments],
		[...published.canvases.values()].map(({ canvas, cards }) => [
			canvas,
			cards.map(({ digests }) => digests.text),
		]),
		[...graph.canvases],
		[...published.bases],
		// Every page leads to it; what it shows is no part of them.
		map?.addresses.page,
		index.queryPage,
	]);
}

/** Edges of the graph as links are, which may show around any concept. */
function importsOf({ cells }: RenderInput["graph"], { byPath }: Published): unknown {
	return [...cells]
		.filter(([note]) => byPath.has(note))
		.map(([note, own]) => [
			note,
			own.flatMap(({ imports }) =>
				imports.map(({ link, resolution }) =>
					resolution.kind === "missing" ? [link.target] : resolution.path,
				),
			),
		]);
}
