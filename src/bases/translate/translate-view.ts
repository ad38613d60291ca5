import { nearestName } from "../../model/index.js";
import type { syntax } from "../../query/index.js";
import {
	type Base,
	type BaseProblem,
	type BaseView,
	type Filter,
	fullName,
	propertyNamed,
	type WrittenExpression,
	type WrittenProperty,
} from "../document/base.js";
import { isSummary, summaryNames } from "../functions/summaries.js";
import { BaseError } from "../language/base-error.js";
import { fileFields } from "../values/file-value.js";
import { Make } from "./engine-syntax.js";
import { fileTitle, summaryTitle } from "./file-titles.js";
import { Formulas, variableOf } from "./formulas.js";
import {
	type Surroundings,
	type Translated,
	translateCondition,
	translateExpression,
} from "./translate-expression.js";

/** A view as a query. */
export interface ViewQuery {
	readonly query: syntax.Query;
	/** The columns that the view shows, with their places among those of the query. */
	readonly columns: readonly ViewColumn[];
	/** Places of further columns of the query. */
	readonly file: number;
	readonly group?: number;
	readonly image?: number;
	readonly coordinates?: number;
	readonly problems: readonly BaseProblem[];
}

export interface ViewColumn {
	readonly title: string;
	readonly property: WrittenProperty;
	readonly index: number;
	/** A query of one value over `$values`. */
	readonly summary?: { readonly title: string; readonly query: syntax.Query };
}

export interface BaseSurroundings extends Pick<Surroundings, "self" | "isProperty"> {
	/** BCP 47: of the heads of columns. */
	readonly language: string;
}

/** Throws a `BaseError`, with a place in the base, where a filter cannot be understood. */
export function translateView(base: Base, view: BaseView, around: BaseSurroundings): ViewQuery {
	return new ViewTranslator(base, view, around).translate();
}

class ViewTranslator {
	readonly #formulas: Formulas;
	readonly #problems: BaseProblem[] = [];
	readonly #make: Make;
	/** Formulas that anything but the filters needs. */
	readonly #used = new Set<string>();
	readonly #items: syntax.ProjectionItem[] = [];
	readonly #names = new Set<string>();

	constructor(
		readonly base: Base,
		readonly view: BaseView,
		readonly around: BaseSurroundings,
	) {
		this.#formulas = new Formulas(base, { ...around, perFile: true });
		this.#make = new Make(view.offset);
	}

	translate(): ViewQuery {
		const { base, view } = this;
		const make = this.#make;
		const filters = this.#filters();
		const columns = view.order.map((property) => this.#column(property));
		const file = this.#add("file", make.variable("file"));
		const group = this.#extra(view.groupBy?.property, "group");
		const image = this.#option("image");
		const coordinates = view.type === "map" ? this.#option("coordinates") : undefined;
		const orderBy = this.#order();
		const limit = view.limit === undefined ? undefined : make.literal(view.limit);
		const clauses: syntax.Clause[] = [
			{ kind: "unwind", list: make.call("files"), variable: make.variable("file"), span: make.span },
			...this.#steps(filters),
			{
				kind: "return",
				projection: make.projection(this.#items, { orderBy, ...(limit !== undefined && { limit }) }),
				span: make.span,
			},
		];
		return {
			query: make.query(clauses),
			columns,
			file,
			...(group !== undefined && { group }),
			...(image !== undefined && { image }),
			...(coordinates !== undefined && { coordinates }),
			problems: [...base.problems, ...this.#formulas.problems, ...this.#problems],
		};
	}

	/** All that must hold, each with the formulas that it needs. */
	#filters(): { condition: syntax.Expression; used: ReadonlySet<string> }[] {
		return [this.base.filters, this.view.filters].flatMap(conjuncts).map((filter) => {
			const used = new Set<string>();
			return { condition: this.#filter(filter, used), used };
		});
	}

	#filter(filter: Filter, used: Set<string>): syntax.Expression {
		const make = this.#make;
		if (filter.kind === "condition") {
			const { expression, place } = filter.condition;
			if ("message" in expression) throw new BaseError(expression.message, expression.offset);
			try {
				return translateCondition(expression, this.#formulas.around(place, used));
			} catch (error) {
				throw error instanceof BaseError ? new BaseError(error.message, place(error.offset)) : error;
			}
		}
		const parts = filter.parts.map((part) => this.#filter(part, used));
		// Any of nothing filters nothing.
		if (parts.length === 0) return make.literal(true);
		if (filter.kind === "not") return make.not(make.logical("or", parts));
		return make.logical(filter.kind, parts);
	}

	/** Filters as early as they can be; before them the formulas that they need, level by level, and the others at last. */
	#steps(filters: readonly { condition: syntax.Expression; used: ReadonlySet<string> }[]): syntax.Clause[] {
		const make = this.#make;
		const levels = this.#levels([...this.#used, ...filters.flatMap(({ used }) => [...used])]);
		const needed = new Set(filters.flatMap(({ used }) => [...this.#closure(used)]));
		const clauses: syntax.Clause[] = [];
		const known: string[] = [];
		const waiting = [...filters];
		const step = (names: readonly string[]) => {
			const items = [
				make.item(make.variable("file")),
				...known.map((name) => make.item(make.variable(variableOf(name)))),
				...names.map((name) => make.item(this.#formulas.get(name)!.node, variableOf(name))),
			];
			known.push(...names);
			const ready = waiting.filter(({ used }) => [...used].every((name) => known.includes(name)));
			for (const filter of ready) waiting.splice(waiting.indexOf(filter), 1);
			if (names.length === 0 && ready.length === 0) return;
			clauses.push({
				kind: "with",
				projection: make.projection(items),
				...(ready.length > 0 && {
					where: make.logical(
						"and",
						ready.map(({ condition }) => condition),
					),
				}),
				span: make.span,
			});
		};
		step([]);
		for (const names of levels) step(names.filter((name) => needed.has(name)));
		for (const names of levels) step(names.filter((name) => !needed.has(name)));
		return clauses;
	}

	/** The formulas with all that they use, those first on which others stand. */
	#levels(names: Iterable<string>): string[][] {
		const levels: string[][] = [];
		for (const name of [...this.#closure(names)].sort()) {
			const { level } = this.#formulas.get(name)!;
			for (let at = levels.length; at <= level; at++) levels.push([]);
			levels[level]!.push(name);
		}
		return levels;
	}

	#closure(names: Iterable<string>): Set<string> {
		const all = new Set<string>();
		const open = [...names];
		for (let name = open.pop(); name !== undefined; name = open.pop()) {
			if (all.has(name)) continue;
			all.add(name);
			open.push(...(this.#formulas.get(name)?.uses ?? []));
		}
		return all;
	}

	#column(property: WrittenProperty): ViewColumn {
		const title = this.base.displayNames.get(fullName(property)) ?? titleOf(property, this.around.language);
		const shown =
			property.space === "file" && property.key === "name" ? this.#fileLink() : this.#value(property).node;
		const index = this.#add(title, shown, fullName(property));
		const summary = this.#summary(property);
		return { title, property, index, ...(summary !== undefined && { summary }) };
	}

	/** A file's name leads to it. */
	#fileLink(): syntax.Expression {
		return this.#make.call("asLink", this.#make.variable("file"));
	}

	#value({ space, key, offset }: WrittenProperty): Translated {
		const make = new Make(offset);
		const file = make.variable("file");
		if (space === "note") {
			const node = make.property(make.property(file, "properties"), key);
			return { node, fails: false };
		}
		if (space === "file") {
			if (fileFields.includes(key)) return { node: make.property(file, key), fails: false };
			const meant = nearestName(key, fileFields);
			return this.#missing(
				`A file has no property ${key}.${meant === undefined ? "" : ` Did you mean file.${meant}?`}`,
				offset,
			);
		}
		const formula = this.#formulas.get(key);
		if (formula === undefined) {
			const meant = nearestName(key, this.base.formulas.keys());
			return this.#missing(
				`There is no formula ${key}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
				offset,
			);
		}
		this.#used.add(key);
		return { ...formula, node: make.variable(variableOf(key)) };
	}

	#missing(message: string, offset: number): Translated {
		if (!this.#problems.some((problem) => problem.offset === offset))
			this.#problems.push({ message, offset });
		return { node: this.#make.literal(null), fails: false };
	}

	/**
	 * Names are unique, and no column is called like a variable: it would hide it from the order of the rows.
	 *
	 * @returns its place among the columns
	 */
	#add(title: string, expression: syntax.Expression, otherwise = title): number {
		const isFile = expression.kind === "variable" && expression.name === "file";
		const variables = new Set(["", "file", ...[...this.base.formulas.keys()].map(variableOf)]);
		const taken = (name: string) => this.#names.has(name) || variables.has(name);
		let name = title;
		if (isFile && title === "file") name = "file";
		else if (taken(title)) name = `${title} (${otherwise})`;
		for (let count = 2; name !== "file" && taken(name); count++) name = `${title} (${otherwise} ${count})`;
		this.#names.add(name);
		return this.#items.push(this.#make.item(expression, name)) - 1;
	}

	#extra(property: WrittenProperty | undefined, title: string): number | undefined {
		return property === undefined ? undefined : this.#add(title, this.#value(property).node);
	}

	#option(name: string): number | undefined {
		const option = this.view.options.get(name);
		if (typeof option?.value !== "string" || option.value === "") return undefined;
		return this.#extra(propertyNamed(option.value, option.offset), name);
	}

	/** By group, then as the view is sorted, then by path: the same in every build. Nothing comes last. */
	#order(): syntax.SortItem[] {
		const make = this.#make;
		const { groupBy, sort } = this.view;
		const sortings = [...(groupBy === undefined ? [] : [groupBy]), ...sort];
		if (sortings.length === 0) return [];
		const items = sortings.flatMap(({ property, descending }): syntax.SortItem[] => {
			const key = make.call("sortKey", this.#value(property).node);
			const item: syntax.SortItem = { kind: "sort-item", expression: key, descending, span: make.span };
			return descending
				? [{ kind: "sort-item", expression: make.isNull(key), descending: false, span: make.span }, item]
				: [item];
		});
		const path = make.property(make.variable("file"), "path");
		return [...items, { kind: "sort-item", expression: path, descending: false, span: make.span }];
	}

	#summary(property: WrittenProperty): ViewColumn["summary"] {
		const chosen = this.view.summaries.get(fullName(property));
		if (chosen === undefined) return undefined;
		const { name, offset } = chosen;
		const make = new Make(offset);
		const custom = this.base.summaries.get(name);
		if (custom === undefined && !isSummary(name)) {
			const meant = nearestName(name, [...this.base.summaries.keys(), ...summaryNames]);
			this.#problems.push({
				message: `There is no summary ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
				offset,
			});
			return undefined;
		}
		const value =
			custom === undefined
				? make.call("summary", make.literal(name), make.parameter("values"))
				: this.#customSummary(custom);
		if (value === undefined) return undefined;
		return {
			title: custom === undefined ? summaryTitle(name, this.around.language) : name,
			query: make.query([
				{ kind: "return", projection: make.projection([make.item(value, "summary")]), span: make.span },
			]),
		};
	}

	#customSummary({ expression, place }: WrittenExpression): syntax.Expression | undefined {
		if ("message" in expression) return undefined;
		try {
			return translateExpression(expression, {
				...this.around,
				perFile: false,
				place,
				formula: () => undefined,
				formulas: [],
			}).node;
		} catch (error) {
			if (!(error instanceof BaseError)) throw error;
			this.#problems.push({ message: error.message, offset: place(error.offset) });
			return undefined;
		}
	}
}

/** What must all hold; each can be asked as soon as its formulas are known. */
function conjuncts(filter: Filter | undefined): Filter[] {
	if (filter === undefined) return [];
	return filter.kind === "and" ? filter.parts.flatMap(conjuncts) : [filter];
}

function titleOf({ space, key }: WrittenProperty, language: string): string {
	return space === "file" ? fileTitle(key, language) : key;
}
