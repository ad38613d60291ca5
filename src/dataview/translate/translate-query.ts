import type { FileTable, Span, VaultPath } from "../../model/index.js";
import type { syntax } from "../../query/index.js";
import { DataviewError } from "../language/dataview-error.js";
import type { DataviewQuery, Expression, NamedExpression, Source, Step } from "../language/syntax.js";
import { call, item, literal, notePattern, projection, variable, withClause } from "./build.js";
import { type Bound, Names, type Scope, type Translated, wholeRow } from "./scope.js";
import { ExpressionTranslator } from "./translate-expression.js";
import { translateSource, translateTables } from "./translate-source.js";

export interface TranslateOptions {
	/** As it is written: spans point into it. */
	readonly text: string;
	readonly files: FileTable;
	/** The note in which the query stands, if it is one that the graph has. */
	readonly from: VaultPath | undefined;
	/** Names that an inline query knows besides: the n-th is the value of the parameter `$given<n>`. */
	readonly given?: readonly string[];
}

/** A query of the engine, and how its columns are to be read. */
export interface TranslatedQuery {
	readonly query: syntax.Query;
	readonly view: View;
}

export type View =
	/** Titles of all columns, the first of which is the file or group if `hasId`. */
	| { readonly kind: "table"; readonly titles: readonly string[]; readonly hasId: boolean }
	/** The file or group if `hasId`, and the value if `hasValue`. */
	| { readonly kind: "list"; readonly hasId: boolean; readonly hasValue: boolean }
	/** The task; or, for each `GROUP BY`, a key and rows. */
	| { readonly kind: "tasks"; readonly groupings: readonly string[] }
	/** Date and link. */
	| { readonly kind: "calendar" }
	| { readonly kind: "value" };

/** @throws DataviewError */
export function translateQuery(query: DataviewQuery, options: TranslateOptions): TranslatedQuery {
	return new QueryTranslator(options).query(query);
}

/** An inline query: one value. */
export function translateInline(expression: Expression, options: TranslateOptions): TranslatedQuery {
	return new QueryTranslator(options).inline(expression);
}

class QueryTranslator {
	readonly #options: TranslateOptions;
	readonly #names = new Names();
	readonly #clauses: syntax.Clause[] = [];
	readonly #hoisted: syntax.ProjectionItem[] = [];
	readonly #expressions: ExpressionTranslator;
	#this: string | undefined;
	#scope: Scope = { bound: new Map() };
	/** What a row is called in the first column: its file, or the group it is. */
	#idTitles: string[] = [];
	#id: syntax.Expression | undefined;
	#mayHoist = true;

	constructor(options: TranslateOptions) {
		this.#options = options;
		const { text, files, from } = options;
		this.#expressions = new ExpressionTranslator({
			text,
			names: this.#names,
			from,
			thisNote: (span) => this.#thisNote(span),
			dependsOnPlace: (path) =>
				from?.includes("/") === true && files.resolve(path, from) !== files.resolve(path, ""),
			hoist: (expression) => this.#hoist(expression),
		});
		// Reserved before the rows take it.
		if (from !== undefined) this.#names.fresh("this");
	}

	query({ header, source, steps, span }: DataviewQuery): TranslatedQuery {
		this.#rows(header.kind === "task" ? "task" : "page", source, span);
		for (const step of steps) this.#step(step);
		switch (header.kind) {
			case "table":
				return this.#table(header.columns, !header.withoutId, header.span, span);
			case "list":
				return this.#list(header.value, !header.withoutId, header.span, span);
			case "task":
				return this.#tasks(header.span, span);
			case "calendar":
				return this.#calendar(header.date, span);
		}
	}

	inline(expression: Expression): TranslatedQuery {
		this.#mayHoist = false;
		this.#give(expression.span);
		const value = this.#expressions.translate(expression, this.#scope).expression;
		return { query: this.#finish([["value", value]], expression.span), view: { kind: "value" } };
	}

	#give(span: Span): void {
		const { given = [] } = this.#options;
		if (given.length === 0) return;
		const bound = new Map<string, Bound>();
		const items = given.map((name, i) => {
			const own = this.#names.fresh(name);
			bound.set(name, { variable: own });
			return item({ kind: "parameter", name: `given${i}`, span }, own, span);
		});
		this.#clauses.push(withClause(projection(items, span), undefined, span));
		this.#scope = { bound };
	}

	/** The variable of the note in which the query stands: it is matched first, and kept throughout. */
	#thisNote(span: Span): syntax.Expression | undefined {
		if (this.#options.from === undefined) return undefined;
		this.#this ??= "this";
		return variable(this.#this, span);
	}

	/** What is the same for all rows is computed once, before them. */
	#hoist(expression: syntax.Expression): syntax.Expression {
		if (!this.#mayHoist) return expression;
		const known = this.#hoisted.find(
			(other) => JSON.stringify(other.expression) === JSON.stringify(expression),
		);
		const name = known?.name ?? this.#names.fresh("constant");
		if (known === undefined) this.#hoisted.push(item(expression, name, expression.span));
		return variable(name, expression.span);
	}

	#rows(kind: "page" | "task", source: Source | undefined, { start }: Span): void {
		const span = source?.span ?? { start, end: start };
		const note = this.#names.fresh("page");
		const { files, from } = this.#options;
		const tables = source && translateTables(source, { from });
		if (tables !== undefined) {
			const list = kind === "page" ? tables : call("dataview.tasks", [literal(null, span)], span);
			this.#clauses.push({ kind: "unwind", list, variable: variable(note, span), span });
			this.#scope = { row: note, bound: new Map() };
			this.#id = call("dataview.rowName", [variable(note, span)], span);
			return;
		}
		const where = source === undefined ? undefined : translateSource(source, note, { files, from });
		this.#clauses.push({
			kind: "match",
			optional: false,
			patterns: [notePattern(note, undefined, span)],
			...(where !== undefined && { where }),
			span,
		});
		if (kind === "page") {
			this.#scope = { row: note, bound: new Map() };
			const keys = ["file", "link"].map((key) => literal(key, span));
			this.#id = call("dataview.get", [variable(note, span), ...keys], span);
			return;
		}
		const task = this.#names.fresh("task");
		const list = call("dataview.tasks", [variable(note, span)], span);
		this.#clauses.push({ kind: "unwind", list, variable: variable(task, span), span });
		this.#scope = { row: task, bound: new Map() };
	}

	#step(step: Step): void {
		switch (step.kind) {
			case "where":
				this.#keep(this.#expressions.condition(step.condition, this.#scope), step.span);
				break;
			case "sort":
				this.#sort(step);
				break;
			case "limit":
				this.#limit(step.amount, step.span);
				break;
			case "group":
				this.#group(step.by, step.span);
				break;
			case "flatten":
				this.#flatten(step.value, step.span);
		}
	}

	/** A condition joins those of the clause before, where that sees all that it does. */
	#keep(condition: syntax.Expression, span: Span): void {
		const last = this.#clauses.at(-1);
		if (last?.kind === "match") {
			const where = last.where === undefined ? condition : both(last.where, condition, span);
			this.#clauses[this.#clauses.length - 1] = { ...last, where };
			return;
		}
		this.#clauses.push(withClause(projection([], span, { all: true }), condition, span));
	}

	#sort({ keys, span }: Extract<Step, { kind: "sort" }>): void {
		const translated = keys.map(({ expression }) => this.#expressions.translate(expression, this.#scope));
		const values = this.#computed(translated, span);
		const orderBy = values.map(
			(value, i): syntax.SortItem => ({
				kind: "sort-item",
				expression: call("dataview.order", [value], keys[i]!.span),
				descending: keys[i]!.descending,
				span: keys[i]!.span,
			}),
		);
		this.#clauses.push(withClause(projection([], span, { all: true, orderBy }), undefined, span));
	}

	/** Values that may fail become variables, and rows in which one has failed are left out. */
	#computed(values: readonly Translated[], span: Span): readonly syntax.Expression[] {
		if (!values.some(({ fallible }) => fallible)) return values.map(({ expression }) => expression);
		const items: syntax.ProjectionItem[] = [];
		const named = values.map(({ expression, fallible }) => {
			if (!fallible) return expression;
			const name = this.#names.fresh("value");
			items.push(item(expression, name, span));
			return variable(name, span);
		});
		const sound = call(
			"dataview.computed",
			items.map(({ name }) => variable(name, span)),
			span,
		);
		this.#clauses.push(withClause(projection(items, span, { all: true }), sound, span));
		return named;
	}

	#limit(amount: Expression, span: Span): void {
		const hoists = this.#mayHoist;
		this.#mayHoist = false;
		const before = this.#this;
		const { expression } = this.#expressions.translate(amount, { bound: new Map() });
		this.#mayHoist = hoists;
		if (before === undefined && this.#this !== undefined)
			throw new DataviewError(
				"LIMIT cannot depend on the note in which the query stands.",
				amount.span.start,
			);
		if (amount.kind === "literal" && typeof amount.value !== "number")
			throw new DataviewError("LIMIT needs a number.", amount.span.start);
		if (amount.kind === "literal" && (amount.value as number) < 0)
			throw new DataviewError("LIMIT cannot be less than zero.", amount.span.start);
		const limit =
			amount.kind === "literal"
				? literal(Math.min(Math.trunc(amount.value as number), Number.MAX_SAFE_INTEGER), amount.span)
				: call("dataview.limit", [expression], amount.span);
		const last = this.#clauses.at(-1);
		if (last?.kind === "with" && last.where === undefined && last.projection.limit === undefined) {
			this.#clauses[this.#clauses.length - 1] = { ...last, projection: { ...last.projection, limit } };
			return;
		}
		this.#clauses.push(withClause(projection([], span, { all: true, limit }), undefined, span));
	}

	/** A row for each value, with the rows that have it; in the order of the values. */
	#group(by: NamedExpression, span: Span): void {
		const [value] = this.#computed([this.#expressions.translate(by.expression, this.#scope)], by.span);
		const [key, rows] = [this.#names.fresh("key"), this.#names.fresh("rows")];
		const collected = call("collect", [wholeRow(this.#scope, span)], span);
		const items = [item(value!, key, by.span), item(collected, rows, span)];
		this.#clauses.push(withClause(projection(items, span), undefined, span));
		const sortKey: syntax.SortItem = {
			kind: "sort-item",
			expression: call("dataview.order", [variable(key, span)], span),
			descending: false,
			span,
		};
		this.#clauses.push(withClause(projection([], span, { all: true, orderBy: [sortKey] }), undefined, span));
		const bound = new Map<string, Bound>([
			["key", { variable: key }],
			["rows", { variable: rows, shape: "list" }],
		]);
		bound.set(by.name, { variable: key });
		this.#scope = { bound };
		this.#id = variable(key, span);
		this.#idTitles.push(by.name);
	}

	#flatten(named: NamedExpression, span: Span): void {
		const value = this.#expressions.translate(named.expression, this.#scope);
		const [list] = this.#computed([value], named.span);
		const name = this.#names.fresh(named.name);
		const each =
			value.shape === "list" && !value.fallible ? list! : call("dataview.each", [list!], named.span);
		this.#clauses.push({ kind: "unwind", list: each, variable: variable(name, named.span), span });
		const bound = new Map(this.#scope.bound);
		bound.set(named.name, { variable: name });
		this.#scope = { ...this.#scope, bound };
		if (this.#idTitles.at(-1) === named.name) this.#idTitles.pop();
	}

	#table(columns: readonly NamedExpression[], hasId: boolean, header: Span, span: Span): TranslatedQuery {
		const translated = columns.map(({ expression }) => this.#expressions.translate(expression, this.#scope));
		const values = this.#computed(translated, header);
		const id = hasId ? [[this.#idTitle, this.#id!] as const] : [];
		const titles = [...id.map(([title]) => title), ...columns.map(({ name }) => name)];
		const returned = [...id, ...values.map((value, i) => [columns[i]!.name, value] as const)];
		return { query: this.#finish(returned, span), view: { kind: "table", titles, hasId } };
	}

	get #idTitle(): string {
		return this.#idTitles.at(-1) ?? "File";
	}

	#list(value: Expression | undefined, hasId: boolean, header: Span, span: Span): TranslatedQuery {
		const translated = value === undefined ? [] : [this.#expressions.translate(value, this.#scope)];
		const values = this.#computed(translated, header);
		// Without a value the file or group is shown even where it is not wanted: there is nothing else.
		const showsId = hasId || values.length === 0;
		const returned = [
			...(showsId ? [[this.#idTitle, this.#id!] as const] : []),
			...values.map((expression) => ["value", expression] as const),
		];
		return {
			query: this.#finish(returned, span),
			view: { kind: "list", hasId: showsId, hasValue: values.length > 0 },
		};
	}

	#tasks(header: Span, span: Span): TranslatedQuery {
		const groupings = this.#idTitles;
		const returned =
			groupings.length === 0
				? [["task", wholeRow(this.#scope, header)] as const]
				: (["key", "rows"] as const).map(
						(name) => [name, variable(this.#scope.bound.get(name)!.variable, header)] as const,
					);
		return { query: this.#finish(returned, span), view: { kind: "tasks", groupings } };
	}

	#calendar({ expression, span: at }: NamedExpression, span: Span): TranslatedQuery {
		const date = this.#expressions.translate(expression, this.#scope);
		const link = this.#scope.row === undefined ? literal(null, at) : this.#id!;
		const [value] = this.#computed([date], at);
		return {
			query: this.#finish(
				[
					["date", value!],
					["link", link],
				],
				span,
			),
			view: { kind: "calendar" },
		};
	}

	#finish(
		columns: readonly (readonly [title: string, value: syntax.Expression])[],
		span: Span,
	): syntax.Query {
		const names = new Names();
		const items = columns.map(([title, value]) => item(value, names.fresh(title), value.span));
		// A table without columns still has its rows.
		const returned = items.length > 0 ? items : [item(literal(null, span), names.fresh("nothing"), span)];
		const clauses: syntax.Clause[] = [...this.#clauses];
		const head: syntax.Clause[] = [];
		if (this.#this !== undefined)
			head.push({
				kind: "match",
				optional: false,
				patterns: [notePattern(this.#this, this.#options.from, span)],
				span,
			});
		if (this.#hoisted.length > 0)
			head.push(
				withClause(projection(this.#hoisted, span, { all: this.#this !== undefined }), undefined, span),
			);
		const carried = [
			...(this.#this === undefined ? [] : [this.#this]),
			...this.#hoisted.map(({ name }) => name),
		];
		return {
			kind: "query",
			unionAll: false,
			parts: [
				{
					kind: "single-query",
					clauses: [
						...head,
						...clauses.map((clause) => carry(clause, carried)),
						{ kind: "return", projection: projection(returned, span), span },
					],
					span,
				},
			],
			span,
		};
	}
}

/** Grouping forgets all variables but its own; what every row has is kept as part of the group. */
function carry(clause: syntax.Clause, names: readonly string[]): syntax.Clause {
	if (clause.kind !== "with" || clause.projection.all || names.length === 0) return clause;
	const { span, projection: given } = clause;
	const kept = names.map((name) => item(variable(name, span), name, span));
	return { ...clause, projection: { ...given, items: [...kept, ...given.items] } };
}

function both(left: syntax.Expression, right: syntax.Expression, span: Span): syntax.Expression {
	const parts = (side: syntax.Expression) =>
		side.kind === "logical" && side.operator === "and" ? side.operands : [side];
	return { kind: "logical", operator: "and", operands: [...parts(left), ...parts(right)], span };
}
