import type { TypeName } from "../../values/types.js";

/** What is known of a value before the query runs. `null` fits everywhere, and of `any` nothing is known. */
export interface StaticType {
	readonly name: TypeName;
	/** Of lists. */
	readonly element?: StaticType;
}

export const any: StaticType = { name: "any" };

export function listOf(element: StaticType): StaticType {
	return { name: "list", element };
}

export function plain(name: string): StaticType {
	return { name: name as TypeName };
}

/** A type that holds all of them: that which they have in common, or `any`. Nulls do not count. */
export function unify(types: readonly StaticType[]): StaticType {
	const known = types.filter(({ name }) => name !== "null");
	const [first, ...others] = known;
	if (first === undefined) return any;
	if (others.every(({ name }) => name === first.name)) {
		return first.name === "list" ? listOf(unify(known.map(({ element }) => element ?? any))) : first;
	}
	return known.every(({ name }) => isNumeric(name)) ? plain("number") : any;
}

export function isNumeric(name: TypeName): boolean {
	return name === "integer" || name === "float" || name === "number";
}

const temporal = new Set<TypeName>([
	"date",
	"localtime",
	"time",
	"localdatetime",
	"datetime",
	"duration",
	"temporal",
]);

export function isTemporalName(name: TypeName): boolean {
	return temporal.has(name);
}

/** Whether a value of the type may be of one of the types, written `string|list`. */
export function canBe({ name }: StaticType, types: string): boolean {
	if (name === "any" || name === "null") return true;
	return types.split("|").some((wanted) => {
		if (wanted === "any" || wanted === name) return true;
		if (wanted === "number" || wanted === "float" || wanted === "integer") {
			return wanted === "number" ? isNumeric(name) : name === "number";
		}
		return wanted === "temporal"
			? isTemporalName(name)
			: name === "temporal" && isTemporalName(wanted as TypeName);
	});
}
