import type { Cursor } from "./cursor.js";
import type { ListType, NamedType, TypeKeyword, ValueType } from "./syntax.js";

/** What stands behind `::`: `INTEGER`, `LIST<STRING NOT NULL> NOT NULL`, `INTEGER | FLOAT`. */
export function parseType(cursor: Cursor): ValueType {
	const { start } = cursor.next;
	const types = [...parseSingleType(cursor)];
	while (!cursor.barEnds && cursor.takeSign("|")) types.push(...parseSingleType(cursor));
	return types.length === 1 ? types[0]! : { kind: "union-type", types, span: cursor.from(start) };
}

function parseSingleType(cursor: Cursor): (NamedType | ListType)[] {
	const { start } = cursor.next;
	if (cursor.isKeyword("ANY") && cursor.isSign("<", 1)) return parseAnyOf(cursor);
	let type: NamedType | ListType = parseBareType(cursor, start);
	for (;;) {
		const nullable = !takeNotNull(cursor);
		type = { ...type, nullable: type.nullable && nullable, span: cursor.from(start) };
		// `INTEGER NOT NULL LIST`
		if (!cursor.takeKeyword("LIST") && !cursor.takeKeyword("ARRAY")) return [type];
		type = { kind: "list-type", element: type, nullable: true, span: cursor.from(start) };
	}
}

/** `ANY<INTEGER | FLOAT>` */
function parseAnyOf(cursor: Cursor): (NamedType | ListType)[] {
	cursor.take();
	cursor.take();
	return cursor.within(() => {
		const types = [...parseSingleType(cursor)];
		while (cursor.takeSign("|")) types.push(...parseSingleType(cursor));
		cursor.sign(">", "to end the types");
		return types;
	});
}

function takeNotNull(cursor: Cursor): boolean {
	if (cursor.takeSign("!")) return true;
	if (!cursor.isKeyword("NOT") || !cursor.isKeyword("NULL", 1)) return false;
	cursor.take();
	cursor.take();
	return true;
}

function parseBareType(cursor: Cursor, start: number): NamedType | ListType {
	if ((cursor.isKeyword("LIST") || cursor.isKeyword("ARRAY")) && cursor.isSign("<", 1)) {
		cursor.take();
		cursor.take();
		const element = cursor.within(() => parseType(cursor));
		cursor.sign(">", "to end the type of the elements");
		return { kind: "list-type", element, nullable: true, span: cursor.from(start) };
	}
	for (const [words, name] of spellings) {
		if (!words.every((word, at) => cursor.isKeyword(word, at))) continue;
		for (const _ of words) cursor.take();
		return { kind: "named-type", name, nullable: true, span: cursor.from(start) };
	}
	return cursor.fail("a type such as INTEGER, STRING or LIST<ANY>");
}

/** The longer ones first. */
const spellings = (
	[
		["TIMESTAMP WITHOUT TIME ZONE", "LOCAL DATETIME"],
		["TIMESTAMP WITH TIME ZONE", "ZONED DATETIME"],
		["TIME WITHOUT TIME ZONE", "LOCAL TIME"],
		["TIME WITH TIME ZONE", "ZONED TIME"],
		["LOCAL DATETIME", "LOCAL DATETIME"],
		["ZONED DATETIME", "ZONED DATETIME"],
		["LOCAL TIME", "LOCAL TIME"],
		["ZONED TIME", "ZONED TIME"],
		["PROPERTY VALUE", "PROPERTY VALUE"],
		["ANY PROPERTY VALUE", "PROPERTY VALUE"],
		["ANY RELATIONSHIP", "RELATIONSHIP"],
		["ANY VERTEX", "NODE"],
		["ANY EDGE", "RELATIONSHIP"],
		["ANY NODE", "NODE"],
		["ANY VALUE", "ANY"],
		["ANY MAP", "MAP"],
		["SIGNED INTEGER", "INTEGER"],
		["ANY", "ANY"],
		["NOTHING", "NOTHING"],
		["NULL", "NULL"],
		["BOOLEAN", "BOOLEAN"],
		["BOOL", "BOOLEAN"],
		["STRING", "STRING"],
		["VARCHAR", "STRING"],
		["INTEGER", "INTEGER"],
		["INT", "INTEGER"],
		["FLOAT", "FLOAT"],
		["MAP", "MAP"],
		["NODE", "NODE"],
		["VERTEX", "NODE"],
		["RELATIONSHIP", "RELATIONSHIP"],
		["EDGE", "RELATIONSHIP"],
		["PATH", "PATH"],
		["DATE", "DATE"],
		["DURATION", "DURATION"],
	] satisfies [string, TypeKeyword][]
)
	.map(([words, name]): readonly [readonly string[], TypeKeyword] => [words.split(" "), name])
	.sort(([a], [b]) => b.length - a.length);
