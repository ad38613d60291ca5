/**
 * Names, paths and addresses mostly follow from titles and folders. Packed is what does not follow; the rest is put together
 * by who unpacks.
 */
import { type GraphData, GraphStore, type Value } from "../query/index.js";
import { partLabels } from "./needs-whole.js";

/** Keys that no note can have. */
const nameKey = "\u0000name";
const pathKey = "\u0000path";
const addressKey = "\u0000href";

/** What a path is made of: a folder, for a note that is called as its file, or one of these. */
const asTitle = 0;
const ofOwner = 1;

/** Whether all that a column of this key says is said by the columns that take its place. */
export function isDerived(key: string): boolean {
	return key === "name" || key === "path";
}

/** The same graph with what does not follow, and the addresses of pages. */
export function withoutDerived(data: GraphData, hrefOf: (node: number) => string | undefined): GraphData {
	const store = new GraphStore(data);
	const at = (key: string) => (node: number) => store.nodeValue(node, key);
	const [title, name, path] = [at("title"), at("name"), at("path")];
	const told = {
		[nameKey]: (node: number) => difference(name(node), title(node)),
		[pathKey]: (node: number) => shortPath(path(node), name(node), title(node), ownerOf(store, node), path),
		[addressKey]: (node: number) =>
			difference(hrefOf(node) ?? null, usualAddress(path(node) ?? tagPath(store.nodeValue(node, "tag")))),
	};
	const columns = Object.entries(told).map(([key, tell]) => columnOf(key, store.nodes, tell));
	return { ...data, nodeColumns: [...data.nodeColumns.filter(({ key }) => !isDerived(key)), ...columns] };
}

export interface Derived {
	/** As it was. */
	readonly data: GraphData;
	/** From the site's root. */
	readonly addressOf: (node: number) => string | undefined;
}

export function withDerived(packed: GraphData): Derived {
	const store = new GraphStore(packed);
	const at = (key: string) => (node: number) => store.nodeValue(node, key);
	const [title, toldName, toldPath, toldAddress] = [at("title"), at(nameKey), at(pathKey), at(addressKey)];
	const nameOf = (node: number) => restored(toldName(node), () => title(node));
	const pathOf = (node: number): Value => {
		const told = toldPath(node);
		if (typeof told === "string") return `${told}${nameOf(node)}.md`;
		if (told === asTitle) return title(node);
		if (told !== ofOwner) return restored(told, () => null);
		const owner = ownerOf(store, node);
		return owner === undefined ? null : pathOf(owner);
	};
	const columns = [columnOf("name", store.nodes, nameOf), columnOf("path", store.nodes, pathOf)];
	const told = new Set([nameKey, pathKey, addressKey]);
	const nodeColumns = [
		...packed.nodeColumns.filter(({ key }) => !told.has(key) && !isDerived(key)),
		...columns,
	]
		.filter(({ values }) => values.length > 1)
		.sort((a, b) => (a.key < b.key ? -1 : 1));
	const data = { ...packed, nodeColumns };
	const whole = new GraphStore(data);
	return {
		data,
		addressOf: (node) => {
			const address = restored(toldAddress(node), () =>
				usualAddress(whole.nodeValue(node, "path") ?? tagPath(whole.nodeValue(node, "tag"))),
			);
			return typeof address === "string" ? address : undefined;
		},
	};
}

/** Null stays that, what is expected is an empty text, and what could be taken for either is put into a list. */
function difference(value: Value, expected: Value): Value {
	if (value === null) return null;
	if (value === expected) return "";
	return typeof value === "string" && value !== "" ? value : [value];
}

function restored(told: Value, expected: () => Value): Value {
	if (told === "") return expected();
	return Array.isArray(told) ? ((told as readonly Value[])[0] ?? null) : told;
}

function shortPath(
	path: Value,
	name: Value,
	title: Value,
	owner: number | undefined,
	pathOf: (node: number) => Value,
): Value {
	if (path === null) return null;
	const end = typeof name === "string" ? `${name}.md` : undefined;
	if (typeof path === "string" && end !== undefined && path.endsWith(end)) return path.slice(0, -end.length);
	if (path === title) return asTitle;
	return owner !== undefined && path === pathOf(owner) ? ofOwner : [path];
}

const owning = ["HEADING", "CELL"];

/** The note of a heading or a cell. Notes have none, whatever their properties are called. */
function ownerOf(store: GraphStore, node: number): number | undefined {
	const isPart = (of: number) => store.labelsOf(of).some((label) => partLabels.includes(label));
	if (!isPart(node)) return undefined;
	const { types, typeOf, arriving } = store.data;
	for (let place = arriving.offsets[node]!; place < arriving.offsets[node + 1]!; place++) {
		const owner = arriving.neighbors[place]!;
		if (owning.includes(types[typeOf[arriving.ids?.[place] ?? place]!]!) && !isPart(owner)) return owner;
	}
	return undefined;
}

function columnOf(
	key: string,
	nodes: number,
	tell: (node: number) => Value,
): GraphData["nodeColumns"][number] {
	const values: Value[] = [null];
	const known = new Map<Value, number>([[null, 0]]);
	const codes = Uint32Array.from({ length: nodes }, (_, node) => {
		const value = tell(node);
		let code = known.get(value);
		if (code === undefined) {
			code = values.push(value) - 1;
			known.set(value, code);
		}
		return code;
	});
	return { key, codes, values };
}

/** As if a tag were a note in a folder of tags. */
function tagPath(tag: Value): Value {
	return typeof tag === "string" ? `tags/${tag}.md` : null;
}

/** Where a file of the vault lies on the site unless something stands in its way. */
function usualAddress(path: Value): Value {
	if (typeof path !== "string") return null;
	const page = /\.(base|canvas)$/i.test(path) ? `${path}.html` : path.replace(/\.md$/i, ".html");
	return page
		.replace(/\p{Surrogate}/gu, "\ufffd")
		.replace(/\s+/g, "-")
		.split("/")
		.map((part) => encodeURIComponent(part))
		.join("/");
}
