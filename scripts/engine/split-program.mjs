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
		for (const unit of this.units) unit.methods = unit.part === undefined ? this.coldMethods(unit) : [];
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
				unit.methods = this.coldMethods(unit);
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
				const method = other.methods.find(({ value }) => value.start <= start && start < value.end);
				users.push({ part: method === undefined ? other.part : other.at, made });
			}
		}
		return users;
	}

	/** Methods of a class that stays which nobody called. */
	coldMethods(unit) {
		if (unit.class === undefined || unit.at === undefined) return [];
		return unit.class.body.body.filter(
			(member) =>
				member.type === "MethodDefinition" &&
				member.kind !== "constructor" &&
				!member.static &&
				!member.computed &&
				member.end - member.start >= least &&
				!this.hasRun(member) &&
				!mentions(member, "Super"),
		);
	}

	emit() {
		const partNames = [
			...new Set(this.units.flatMap(({ part, methods, at }) => [part, methods.length > 0 ? at : undefined])),
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
				const inMethod = unit.methods.some(({ value }) => value.start <= start && start < value.end);
				if (unit.part === undefined && !inMethod) continue;
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
					.filter(({ start }) => {
						const method = unit.methods.some(({ value }) => value.start <= start && start < value.end);
						return (unit.part ?? (method ? unit.at : undefined)) !== part;
					})
					.map(({ name }) => name),
			),
		);
		return names.filter((name) => asked.has(name));
	}

	methodsOf(part) {
		return this.units
			.filter(({ at }) => at === part)
			.flatMap((unit) => unit.methods.map((method) => ({ unit, method })));
	}

	emitCore(parts, shared) {
		const cut = [];
		const body = [];
		for (const { node, part, methods } of this.units) {
			if (part !== undefined) continue;
			for (const method of methods) cut.push({ start: method.start, end: method.end, text: "" });
			body.push(this.edited(node, cut));
		}
		const stubs = parts.map((part, i) => {
			const names = this.stubsOf(part);
			return names.length === 0 ? "" : `var [${names.join(",")}]=$stubs(${i},${names.length});`;
		});
		const methods = parts.map((part, i) => {
			const byClass = new Map();
			for (const { unit, method } of this.methodsOf(part)) {
				const name = this.keyOf(method);
				const key = unit.names[0];
				byClass.set(key, [...(byClass.get(key) ?? []), method.kind === "get" ? `get ${name}` : name]);
			}
			const rows = [...byClass].map(([name, keys]) => `[${name},${JSON.stringify(keys.join())}]`);
			return rows.length === 0 ? "" : `$methods(${i},[${rows.join(",")}]);`;
		});
		const head = `const [$stubs,$methods,$share]=$parts(${JSON.stringify(parts)});`;
		return [head, ...stubs, ...body, ...methods, `$share([${shared.join(",")}]);`].join("\n");
	}

	emitPart(part, shared) {
		const moved = this.units.filter((unit) => unit.part === part);
		const methods = this.methodsOf(part);
		const used = new Set();
		for (const { uses } of moved) for (const { name } of uses) used.add(name);
		for (const { unit, method } of methods)
			for (const { name, start } of unit.uses)
				if (method.value.start <= start && start < method.value.end) used.add(name);
		for (const { names } of moved) for (const name of names) used.delete(name);
		const imports = shared
			.map((name) => (used.has(name) ? name : ""))
			.join(",")
			.replace(/,+$/, "");
		const functions = methods.map(({ method }) => this.functionOf(method));
		return [
			`const [${imports}]=$core;`,
			...moved.map(({ node }) => this.edited(node, [])),
			`return [[${this.stubsOf(part).join(",")}],[${functions.join(",\n")}]];`,
		].join("\n");
	}

	keyOf(method) {
		return this.edited(method.key, []);
	}

	functionOf({ value }) {
		const kind = `${value.async ? "async " : ""}function${value.generator ? "*" : ""}`;
		return kind + this.edited(value, []);
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

function mentions(node, type) {
	return node.type === type || childrenOf(node).some((child) => mentions(child, type));
}

function childrenOf(node) {
	return Object.values(node)
		.flat()
		.filter((child) => typeof child?.type === "string" && typeof child.start === "number");
}
