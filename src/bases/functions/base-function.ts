import { type FunctionContext, QueryError, type Value } from "../../query/index.js";
import type { BaseFiles } from "../values/files.js";
import { ProblemValue, Wrong } from "../values/problem-value.js";

/** What functions of bases know beside what the engine tells them. */
export interface BaseContext extends FunctionContext {
	readonly files: BaseFiles;
	/** BCP 47: of month names and the like. */
	readonly language: string;
	/** Told of what could not be computed where no value can say so, as in a condition. */
	readonly report: (message: string) => void;
}

export interface BaseFunction {
	/** Behind `base.` */
	readonly name: string;
	readonly least: number;
	readonly most: number;
	/** Whether it depends on its arguments alone. */
	readonly pure: boolean;
	readonly about: string;
	/** Whether it is given problems like any other value; else a problem among its arguments is its result. */
	readonly takesProblems?: true;
	readonly call: (args: readonly Value[], context: BaseContext) => Value;
}

/** The result of a function, or the problem with it. What a query used up is no problem of one value. */
export function callSafely(
	{ call, takesProblems }: BaseFunction,
	args: readonly Value[],
	context: BaseContext,
): Value {
	if (takesProblems !== true) {
		for (const arg of args) if (arg instanceof ProblemValue) return arg;
	}
	try {
		return call(args, context);
	} catch (error) {
		if (error instanceof Wrong) return new ProblemValue(error.message);
		if (error instanceof QueryError && error.kind !== "BudgetError") return new ProblemValue(error.message);
		throw error;
	}
}
