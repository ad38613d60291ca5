import { chooseNamed, type NamedConcept } from "../named.js";
import { readWhole } from "./place.js";
import type { Session } from "./session.js";
import { quoteName } from "./sql.js";

/** @param fold as names were folded when they were pushed */
export async function findNamed(
	session: Session,
	typed: string,
	fold: (name: string) => string,
): Promise<NamedConcept> {
	const schema = quoteName(session.address.schema);
	const look = async (condition: string, name: string) =>
		(
			await session.run(
				`SELECT n.labels, n.properties ->> 'title', n.properties ->> 'path', n.properties ->> 'tag', m.name, m.kind, m.is_path
					FROM ${schema}.names AS m JOIN ${schema}.nodes AS n ON n.id = m.id WHERE ${condition} ORDER BY n.key COLLATE "C" LIMIT 1000`,
				[name],
			)
		).map(toNamed);
	await readWhole(session);
	const wanted = fold(typed.replace(/^#/, "")).replaceAll("\0", "\ufffd");
	return chooseNamed(typed, {
		exact: await look("m.name = $1", wanted),
		partly: () => look("strpos(m.name, $1) > 0", wanted),
	});
}

function toNamed([labels, title, path, tag, name, kind, isPath]: unknown[]): NamedConcept {
	return {
		labels: labels as string[],
		title: title as string,
		...(path !== null && { path: path as string }),
		...(tag !== null && { tag: tag as string }),
		...{ name: name as string, kind: kind as string, isPath: isPath as boolean },
	};
}
