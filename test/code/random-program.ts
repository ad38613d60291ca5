/**
 * Programs of a few names that hide each other in all the ways that JavaScript has. Not all of them can be read: some
 * declare a name twice.
 */
export function randomProgram(next: (below: number) => number): string {
	const pick = <T>(...items: readonly T[]): T => items[next(items.length)]!;
	const name = (): string => pick("a", "b", "c", "d", "e", "f");

	function expression(depth: number): string {
		if (depth <= 0) return name();
		const inner = () => expression(depth - 1);
		const block = () => statements(depth - 1);
		return pick(
			name,
			() => `${inner()} + ${inner()}`,
			() => `${name()}.${name()}[${inner()}]`,
			() => `({ ${name()}, ${name()}: ${inner()}, [${inner()}]: 1, ${name()}() { ${block()} } })`,
			() => `(${parameter()}) => ${inner()}`,
			() => `(${parameter()}, ${parameter()}) => { ${block()} }`,
			() => `(function ${pick("", name())}(${parameter()}) { ${block()} })`,
			() => `(class ${pick("", name())} extends ${name()} { ${name()} = ${inner()}; static { ${block()} } })`,
			// No function in the brackets: TypeScript looks for its names in the method.
			() => `(class { [${name()}]() { ${block()} } })`,
			() => `\`\${${inner()}}\``,
			() => `(${target(depth - 1)} = ${inner()})`,
			() => `${name()}++`,
			() => `typeof ${name()}`,
			() => `${name()}(${inner()}, ...${inner()})`,
			() => `(${inner()} ? ${inner()} : ${inner()})`,
		)();
	}

	function pattern(depth: number): string {
		if (depth <= 0) return name();
		return pick(
			name,
			() => `{ ${name()}, ${name()}: ${pattern(depth - 1)} = ${expression(depth - 1)} }`,
			() => `[${pattern(depth - 1)}, , ${name()} = ${expression(depth - 1)}]`,
			() => `{ [${expression(depth - 1)}]: ${name()}, ...${name()} }`,
		)();
	}

	/** Without defaults, because TypeScript lets these see what the body declares. */
	function parameter(): string {
		return pick(
			name,
			() => `{ ${name()}, ${name()}: [${name()}] }`,
			() => `[${name()}, ...${name()}]`,
		)();
	}

	function target(depth: number): string {
		if (depth <= 0) return name();
		return pick(
			name,
			() => `[${target(depth - 1)}, ${name()}.${name()}]`,
			() => `{ ${name()}, ${name()}: ${target(depth - 1)} = ${expression(depth - 1)} }`,
		)();
	}

	function statements(depth: number): string {
		return Array.from({ length: 1 + next(3) }, () => statement(depth)).join("\n");
	}

	function statement(depth: number): string {
		if (depth <= 0) return `${name()};`;
		const value = () => expression(depth - 1);
		const block = () => `{ ${statements(depth - 1)} }`;
		return pick(
			() => `;(${value()});`,
			() => `${pick("var", "let", "const")} ${pattern(1)} = ${value()};`,
			block,
			() => `if (${value()}) ${block()} else ${name()};`,
			() => `for (${pick("var", "let")} ${name()} = ${value()}; ${name()}; ${name()}) ${block()}`,
			() => `for (${pick("var ", "let ", "const ", "")}${pattern(1)} of ${value()}) ${block()}`,
			() => `function ${name()}(${parameter()}) ${block()}`,
			() => `class ${name()} { ${name()} = ${value()} }`,
			() => `try ${block()} catch (${pattern(1)}) ${block()} finally ${block()}`,
			() =>
				`switch (${value()}) { case ${name()}: ${statements(depth - 1)} default: ${statements(depth - 1)} }`,
			() => `${name()}: for (;;) { break; }`,
			() => `while (${name()}) ${block()}`,
		)();
	}

	return statements(3);
}
