import type { Base, BaseProblem } from "../document/base.js";
import { BaseError } from "../language/base-error.js";
import type { Expression } from "../language/syntax.js";
import { Make } from "./engine-syntax.js";
import { type Surroundings, type Translated, translateExpression } from "./translate-expression.js";

/** A formula as part of a query. */
export interface TranslatedFormula extends Translated {
	readonly name: string;
	/** Formulas that it uses. */
	readonly uses: readonly string[];
	/** How many formulas follow from each other up to this one, from 0. */
	readonly level: number;
}

/** Formulas that follow from each other; each level is a step of the query. */
const mostLevels = 50;

/**
 * The formulas of a base, each translated when it is asked for. One that cannot be computed has a problem for a value,
 * wherever it is used, and says where it stands.
 */
export class Formulas {
	readonly problems: BaseProblem[] = [];
	readonly #known = new Map<string, TranslatedFormula>();
	/** Those that are being translated, from the outermost. */
	readonly #open: { readonly name: string; readonly uses: Set<string> }[] = [];

	constructor(
		readonly base: Base,
		readonly surroundings: Omit<Surroundings, "place" | "formula" | "formulas">,
	) {}

	/** What names mean in an expression that stands somewhere in the base. */
	around(place: (offset: number) => number, used: Set<string>): Surroundings {
		return {
			...this.surroundings,
			place,
			formulas: this.base.formulas.keys(),
			formula: (name) => {
				const formula = this.#reference(name, place(0));
				if (formula !== undefined) used.add(name);
				return formula;
			},
		};
	}

	/** A formula that there is. */
	get(name: string): TranslatedFormula | undefined {
		const known = this.#known.get(name);
		const written = this.base.formulas.get(name);
		if (known !== undefined || written === undefined) return known;
		const uses = new Set<string>();
		this.#open.push({ name, uses });
		const { expression } = written;
		const translated = "message" in expression ? failed(expression) : this.#translate(name, expression, uses);
		this.#open.pop();
		const level = 1 + Math.max(-1, ...[...uses].map((other) => this.#known.get(other)?.level ?? -1));
		const formula =
			level > mostLevels
				? this.#refused(name, `More than ${mostLevels} formulas follow from each other.`)
				: { ...translated, name, uses: [...uses], level };
		this.#known.set(name, formula);
		return formula;
	}

	/** As it is used within an expression: the variable that holds its value. */
	#reference(name: string, offset: number): Translated | undefined {
		const make = new Make(offset);
		const at = this.#open.findIndex((open) => open.name === name);
		if (at >= 0) {
			const circle = [...this.#open.slice(at).map((open) => open.name), name].join(" → ");
			throw new BaseError(`Formulas go in a circle: ${circle}.`, 0);
		}
		// The stack is that of the program: a chain of formulas is as deep as it is long.
		if (this.#open.length > mostLevels)
			throw new BaseError(`More than ${mostLevels} formulas follow from each other.`, 0);
		const formula = this.get(name);
		if (formula === undefined) return undefined;
		return { ...formula, node: make.variable(variableOf(name)) };
	}

	#translate(name: string, expression: Expression, uses: Set<string>): Translated {
		const written = this.base.formulas.get(name)!;
		try {
			return translateExpression(expression, this.around(written.place, uses));
		} catch (error) {
			if (!(error instanceof BaseError)) throw error;
			uses.clear();
			const problem = { message: error.message, offset: written.place(error.offset) };
			this.problems.push(problem);
			return failed(problem);
		}
	}

	#refused(name: string, message: string): TranslatedFormula {
		const problem = { message, offset: this.base.formulas.get(name)!.place(0) };
		this.problems.push(problem);
		return { ...failed(problem), name, uses: [], level: 0 };
	}
}

function failed({ message, offset }: BaseProblem): Translated {
	const make = new Make(offset);
	return { node: make.call("problem", make.literal(message)), fails: true };
}

/** The variable that holds a formula's value. */
export function variableOf(name: string): string {
	return `formula.${name}`;
}
