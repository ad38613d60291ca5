import { chooseNamed, type NamedConcept } from "../named.js";
import type { BoltSession } from "./session.js";

/** @param fold as names were folded when they were pushed */
export async function findNamedByBolt(
	session: BoltSession,
	typed: string,
	fold: (name: string) => string,
): Promise<NamedConcept> {
	const name = fold(typed.replace(/^#/, ""));
	const look = async (condition: string) => {
		const { rows } = await session.read(
			`MATCH (n:NotapseConcept) UNWIND n._notapse_names AS name WITH n, name WHERE ${condition}
RETURN labels(n) AS labels, n.title AS title, n.path AS path, n.tag AS tag, name, n._notapse_kind AS kind LIMIT 1000`,
			{ name },
		);
		return rows.map(toNamed);
	};
	return chooseNamed(typed, { exact: await look("name = $name"), partly: () => look("name CONTAINS $name") });
}

function toNamed([labels, title, path, tag, name, kind]: readonly unknown[]): NamedConcept {
	return {
		labels: (labels as string[]).filter((label) => label !== "NotapseConcept"),
		title: String(title),
		...(typeof path === "string" && { path }),
		...(typeof tag === "string" && { tag }),
		...{
			name: String(name),
			kind: String(kind),
			isPath: typeof path === "string" && path.toLowerCase() === name,
		},
	};
}
