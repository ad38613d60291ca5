/**
 * Cuts a program in two, at its functions: those that ran while it was watched, and the others, in parts that are loaded
 * when one of their functions is called. A function, method or class that is left out has a stub in its place; called
 * before its part is there, it throws `{ missingPart: name }`, and whoever started the work loads the part and does the
 * work again. So nothing has to be known of what needs what: a program that has all parts is the whole program.
 *
 * What is moved does not notice. Names of the program that it uses are handed to it; private names become plain ones, so
 * that a method may stand elsewhere than its class.
 */
import { parse } from "acorn";

/** Where less is left out, the stub would not be smaller. Characters before minifying. */
const least = 60;

/**
 * @param {string} text a bundle in one file, without exports, in which nothing has been renamed
 * @param {readonly { start: number, end: number, name: string }[]} ran functions that ran, by their places in it
 * @param {(file: string) => string | undefined} partOf the part in which what a file has goes if it did not run; none: it stays
 * @returns {{ core: string, parts: Map<string, string> }}
 */
export function splitProgram(text, ran, partOf) {
	const program = new Program(text, ran, partOf);
	return program.split();
}

class Program {
	constructor(text, ran, partOf) {
		this.text = text;
		this.ran = ran.filter(({ name }) => name !== "<static_initializer>");
		this.partOf = partOf;
		this.statements = parse(text, { ecmaVersion: 2022, sourceType: "module" }).body;
		this.files = [...text.matchAll(/^\/\/ (\S+)$/gm)].map((found) => ({ at: found.index, file: found[1] }));
		this.names = new Set(this.statements.flatMap(namesOf));
		this.count = 0;
	}

	split() {
		this.edits = [...renamePrivates(this.statements), ...this.statements.flatMap(renameOwn)];
		const changing = changingNames(this.statements, this.names);
		this.units = this.statements.map((node) => this.unitOf(node, changing));
		this.settle();
		return this.emit();
	}

	/** What can be said of a statement by itself. */
	unitOf(node, changing) {
		const file = this.files.findLast(({ at }) => at < node.start)?.file ?? "";
		const declared = classOf(node);
		const uses = usesOf(node, this.names, ownName(node));
		const large = node.end - node.start >= least;
		const steady = large && !uses.some(({ name }) => changing.has(name));
		const kind =
			node.type === "FunctionDeclaration"
				? "function"
				: declared !== undefined
					? "class"
					: isTable(node)
						? "table"
						: "other";
		const cold =
			kind === "table" || ((kind === "function" || kind === "class") && steady && !this.hasRun(node));
		return {
			node,
			kind,
			uses,
			class: declared,
			names: namesOf(node),
			part: cold ? this.partOf(file) : undefined,
			at: this.partOf(file),
		};
	}

	hasRun({ start, end }) {
		return this.ran.some((range) => range.start >= start && range.end <= end);
	}

	/**
	 * A class that somebody asks more of than to be made stays: a stub has neither static members nor instances. So does a
	 * table that is not used by one part alone. What stays may use more that then stays too.
	 */
	settle() {
		for (const unit of this.units) unit.pieces = unit.part === undefined ? this.coldPieces(unit) : [];
		for (let changed = true; changed; ) {
			changed = false;
			for (const unit of this.units) {
				if (unit.part === undefined) continue;
				const users = this.usersOf(unit);
				const moved =
					unit.kind === "function" ||
					(unit.kind === "class" && users.every(({ part, made }) => made || part === unit.part));
				if (moved) continue;
				const parts = new Set(users.map(({ part }) => part));
				if (unit.kind === "table" && parts.size === 1 && !parts.has(undefined)) {
					const [part] = parts;
					changed ||= part !== unit.part;
					unit.part = part;
					continue;
				}
				unit.part = undefined;
				unit.pieces = this.coldPieces(unit);
				changed = true;
			}
		}
	}

	/** In which part something of the unit's is used, and whether only by `new`. */
	usersOf({ node, names }) {
		const users = [];
		for (const other of this.units) {
			if (other.node === node) continue;
			for (const { name, made, start } of other.uses) {
				if (!names.includes(name)) continue;
				users.push({ part: pieceAt(other, start) === undefined ? other.part : other.at, made });
			}
		}
		return users;
	}

	/**
	 * What a statement that stays can do without: methods that nobody called, functions in tables, and what is thrown. These
	 * do not see the names around them, but for what is thrown, to which they are given.
	 */
	coldPieces(unit) {
		if (unit.at === undefined) return [];
		const own = declaredIn(unit.node);
		const pieces = [];
		const visit = (node, outside) => {
			const kind = kindOfPiece(node, outside);
			const large = node.end - node.start >= least;
			if (kind !== undefined && large && canMove(node, kind) && (kind === "thrown" || !this.hasRun(node))) {
				const code = kind === "method" ? node.value : kind === "thrown" ? node.argument : node;
				const given = kind === "thrown" ? this.givenTo(code, own) : [];
				pieces.push({ kind, node, code, given, name: `$piece${this.count++}` });
				return;
			}
			const inner = isFunction(node) || node.type === "ClassBody";
			for (const child of childrenOf(node)) visit(child, outside && !inner);
		};
		visit(unit.node, true);
		return pieces;
	}

	/** Names in an expression that mean something only where it stands. */
	givenTo(code, own) {
		const given = new Set();
		const visit = (node, parent) => {
			if (node.type === "Identifier" && !isKey(node, parent)) {
				const { name } = node;
				if (own.has(name) || !(this.names.has(name) || name in globalThis)) given.add(name);
			}
			for (const child of childrenOf(node)) visit(child, node);
		};
		visit(code, undefined);
		return [...given];
	}

	emit() {
		const partNames = [
			...new Set(this.units.flatMap(({ part, pieces, at }) => [part, pieces.length > 0 ? at : undefined])),
		]
			.filter((part) => part !== undefined)
			.sort();
		const shared = this.sharedNames();
		const parts = new Map(partNames.map((part) => [part, this.emitPart(part, shared)]));
		return { core: this.emitCore(partNames, shared), parts };
	}

	/** Names that stay and that parts use; in this order they are handed over. */
	sharedNames() {
		const staying = new Set(
			this.units.filter(({ part }) => part === undefined).flatMap(({ names }) => names),
		);
		const shared = new Set();
		for (const unit of this.units) {
			for (const { name, start } of unit.uses) {
				if (unit.part === undefined && pieceAt(unit, start) === undefined) continue;
				if (staying.has(name)) shared.add(name);
				else if (this.ownerOf(name).part !== (unit.part ?? unit.at)) shared.add(name);
			}
		}
		return [...shared].sort();
	}

	ownerOf(name) {
		return this.units.find(({ names }) => names.includes(name));
	}

	/** Functions and classes of a part that have stubs, in their order. */
	stubsOf(part) {
		const moved = this.units.filter((unit) => unit.part === part && unit.kind !== "table");
		const names = moved.flatMap(({ names }) => names);
		const asked = new Set(
			this.units.flatMap((unit) =>
				unit.uses
					.filter(({ start }) => (unit.part ?? (pieceAt(unit, start) && unit.at)) !== part)
					.map(({ name }) => name),
			),
		);
		return names.filter((name) => asked.has(name));
	}

	/** Pieces of statements that stay: methods, or the others. */
	piecesOf(part, methods) {
		return this.units
			.filter(({ at }) => at === part)
			.flatMap((unit) => unit.pieces.map((piece) => ({ ...piece, unit })))
			.filter(({ kind }) => (kind === "method") === methods);
	}

	emitCore(parts, shared) {
		const staying = this.units.filter(({ part }) => part === undefined);
		const body = staying.map(({ node, pieces }) => this.edited(node, pieces.map(inPlaceOf)));
		const stubs = parts.map((part, i) => {
			const names = [...this.stubsOf(part), ...this.piecesOf(part, false).map(({ name }) => name)];
			return names.length === 0 ? "" : `var [${names.join(",")}]=$stubs(${i},${names.length});`;
		});
		const methods = parts.map((part, i) => {
			const byClass = new Map();
			for (const { unit, node } of this.piecesOf(part, true)) {
				const name = this.edited(node.key, []);
				const key = unit.names[0];
				byClass.set(key, [...(byClass.get(key) ?? []), node.kind === "get" ? `get ${name}` : name]);
			}
			const rows = [...byClass].map(([name, keys]) => `[${name},${JSON.stringify(keys.join())}]`);
			return rows.length === 0 ? "" : `$methods(${i},[${rows.join(",")}]);`;
		});
		const head = `const [$stubs,$methods,$share]=$parts(${JSON.stringify(parts)});`;
		return [head, ...stubs, ...body, ...methods, `$share([${shared.join(",")}]);`].join("\n");
	}

	emitPart(part, shared) {
		const moved = this.units.filter((unit) => unit.part === part);
		const methods = this.piecesOf(part, true);
		const others = this.piecesOf(part, false);
		const used = new Set();
		for (const { uses } of moved) for (const { name } of uses) used.add(name);
		for (const { unit, code } of [...methods, ...others])
			for (const { name, start } of unit.uses) if (code.start <= start && start < code.end) used.add(name);
		for (const { names } of moved) for (const name of names) used.delete(name);
		const imports = shared
			.map((name) => (used.has(name) ? name : ""))
			.join(",")
			.replace(/,+$/, "");
		const plain = [...this.stubsOf(part), ...others.map((piece) => this.functionOf(piece))];
		return [
			`const [${imports}]=$core;`,
			...moved.map(({ node }) => this.edited(node, [])),
			`return [[${plain.join(",\n")}],[${methods.map((piece) => this.functionOf(piece)).join(",\n")}]];`,
		].join("\n");
	}

	functionOf({ kind, code, given }) {
		const text = this.edited(code, []);
		if (kind === "thrown") return `(${given.join(",")})=>(${text})`;
		if (kind === "function") return `(${text})`;
		return `${code.async ? "async " : ""}function${code.generator ? "*" : ""}${text}`;
	}

	/** A node's text with private names renamed and what is cut left out. */
	edited({ start, end }, cuts) {
		const edits = [
			...this.edits.filter((edit) => !cuts.some((cut) => edit.start >= cut.start && edit.end <= cut.end)),
			...cuts,
		]
			.filter((edit) => edit.start >= start && edit.end <= end)
			.sort((a, b) => a.start - b.start);
		let text = "";
		let at = start;
		for (const edit of edits) {
			text += this.text.slice(at, edit.start) + edit.text;
			at = edit.end;
		}
		return text + this.text.slice(at, end);
	}
}

/** What is moved and stands at a place of a statement that stays. */
function pieceAt({ pieces }, at) {
	return pieces.find(({ code }) => code.start <= at && at < code.end);
}

function inPlaceOf({ kind, node: { start, end }, given, name }) {
	const call = kind === "thrown" ? `throw ${name}(${given.join(",")});` : name;
	return { start, end, text: kind === "method" ? "" : call };
}

/** @param outside whether no function is around it, so that it sees nothing but what the program does */
function kindOfPiece(node, outside) {
	if (node.type === "ThrowStatement") return "thrown";
	if (node.type === "MethodDefinition")
		return node.kind === "constructor" || node.static || node.computed ? undefined : "method";
	return outside && isFunction(node) && node.type !== "FunctionDeclaration" ? "function" : undefined;
}

function isFunction({ type }) {
	return (
		type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "FunctionDeclaration"
	);
}

/** What is thrown may not define names, or it would have to be known which. */
function canMove(node, kind) {
	const bound = ["Super", "ThisExpression", "AwaitExpression", "YieldExpression", "FunctionExpression"];
	return !mentions(node, kind === "thrown" ? [...bound, "ArrowFunctionExpression"] : ["Super"]);
}

/** All names that are defined within a statement, wherever they mean something. */
function declaredIn(root) {
	const names = new Set();
	const take = (pattern) => {
		if (pattern?.type === "Identifier") names.add(pattern.name);
		else if (pattern?.type === "AssignmentPattern") take(pattern.left);
		else if (pattern?.type === "RestElement") take(pattern.argument);
		else if (pattern?.type === "ArrayPattern") pattern.elements.forEach(take);
		else if (pattern?.type === "ObjectPattern")
			for (const property of pattern.properties) take(property.value ?? property);
	};
	const visit = (node) => {
		if (node.type === "VariableDeclarator" || (node.type === "FunctionDeclaration" && node !== root))
			take(node.id);
		if (isFunction(node)) node.params.forEach(take);
		if (node.type === "CatchClause") take(node.param);
		for (const child of childrenOf(node)) visit(child);
	};
	for (const inside of root.type === "VariableDeclaration"
		? root.declarations.map(({ init }) => init)
		: [root])
		if (inside) visit(inside);
	return names;
}

/** `#name` as `$7`: in no two classes the same, because one may extend the other. */
function renamePrivates(statements) {
	const edits = [];
	let count = 0;
	const visit = (node, known) => {
		let inside = known;
		if (node.type === "ClassDeclaration" || node.type === "ClassExpression") {
			inside = new Map(known);
			for (const { key } of node.body.body)
				if (
					key?.type === "PrivateIdentifier" &&
					(!inside.has(key.name) || inside.get(key.name) === known.get(key.name))
				)
					inside.set(key.name, `$${(count++).toString(36)}`);
		}
		if (node.type === "PrivateIdentifier")
			edits.push({ start: node.start, end: node.end, text: inside.get(node.name) });
		for (const child of childrenOf(node)) visit(child, inside);
	};
	for (const node of statements) visit(node, new Map());
	return edits;
}

/** Names that are given another value after they were declared: nobody else may keep a copy. */
function changingNames(statements, names) {
	const changing = new Set();
	const visit = (node) => {
		const target =
			node.type === "AssignmentExpression"
				? node.left
				: node.type === "UpdateExpression"
					? node.argument
					: undefined;
		if (target?.type === "Identifier" && names.has(target.name)) changing.add(target.name);
		for (const child of childrenOf(node)) visit(child);
	};
	for (const node of statements) visit(node);
	return changing;
}

/** Names of the program in a statement: more than there are where a local one is called the same, which does no harm. */
function usesOf(root, names, own) {
	const uses = [];
	const visit = (node, parent) => {
		if (node.type === "Identifier" && !isKey(node, parent)) {
			const name = node.name === own?.inner ? own.outer : node.name;
			const made = parent?.type === "NewExpression" && parent.callee === node;
			if (names.has(name)) uses.push({ name, made, start: node.start });
		}
		for (const child of childrenOf(node)) visit(child, node);
	};
	visit(root, undefined);
	return uses;
}

/** `var X = class _X { … }`: by which name the class knows itself. */
function ownName(node) {
	const inner = classOf(node)?.id?.name;
	const [outer] = namesOf(node);
	return inner === undefined || inner === outer ? undefined : { inner, outer };
}

/** Methods that stand elsewhere know the class by the name that everybody has for it. */
function renameOwn(root) {
	const own = ownName(root);
	const edits = [];
	const visit = (node, parent) => {
		if (node.type === "Identifier" && node.name === own.inner && !isKey(node, parent))
			edits.push({ start: node.start, end: node.end, text: own.outer });
		for (const child of childrenOf(node)) visit(child, node);
	};
	if (own !== undefined) visit(root, undefined);
	return edits;
}

function isKey(node, parent) {
	if (parent === undefined) return false;
	if (parent.type === "MemberExpression") return parent.property === node && !parent.computed;
	if (parent.type === "Property") return parent.key === node && !parent.computed && !parent.shorthand;
	return (
		(parent.type === "MethodDefinition" || parent.type === "PropertyDefinition") &&
		parent.key === node &&
		!parent.computed
	);
}

function namesOf(node) {
	if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") return [node.id.name];
	if (node.type !== "VariableDeclaration") return [];
	return node.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
}

function classOf(node) {
	if (node.type === "ClassDeclaration") return node;
	if (node.type !== "VariableDeclaration" || node.declarations.length !== 1) return undefined;
	const { init } = node.declarations[0];
	return init?.type === "ClassExpression" ? init : undefined;
}

/** A value that is made once, of nothing but what is there. */
function isTable(node) {
	return (
		node.type === "VariableDeclaration" &&
		node.declarations.every(
			({ id, init }) => id.type === "Identifier" && init !== null && init.type !== "ClassExpression",
		)
	);
}

function mentions(node, types) {
	return types.includes(node.type) || childrenOf(node).some((child) => mentions(child, types));
}

function childrenOf(node) {
	return Object.values(node)
		.flat()
		.filter((child) => typeof child?.type === "string" && typeof child.start === "number");
}
