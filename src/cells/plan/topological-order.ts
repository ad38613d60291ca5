/** Cells in an order in which each comes after those that it needs, as far as there is one. */
export interface Order {
	readonly order: readonly number[];
	/** Cells that need each other, or themselves; each circle in ascending order. */
	readonly circles: readonly (readonly number[])[];
}

/**
 * Tarjan's algorithm (1972): strongly connected components, each after all that it needs. Begins with the first cell, so
 * that without needs the order stays as it is. No recursion: a chain may be as long as the vault.
 *
 * `number[v]` counts visits from 1 (0: not seen); `low[v]` is the smallest number on the stack that `v` reaches.
 */
export function inOrder(needs: readonly (readonly number[])[]): Order {
	const n = needs.length;
	const number = new Uint32Array(n);
	const low = new Uint32Array(n);
	const onStack = new Uint8Array(n);
	/** Next need of each cell to be looked at. */
	const next = new Uint32Array(n);
	const stack: number[] = [];
	const path: number[] = [];
	const order: number[] = [];
	const circles: number[][] = [];
	let count = 0;

	const enter = (v: number): void => {
		count += 1;
		number[v] = count;
		low[v] = count;
		onStack[v] = 1;
		stack.push(v);
		path.push(v);
	};
	const leave = (v: number): void => {
		path.pop();
		const above = path.at(-1);
		if (above !== undefined) low[above] = Math.min(low[above]!, low[v]!);
		if (low[v] !== number[v]) return;
		const start = stack.lastIndexOf(v);
		const component = stack.splice(start).sort((a, b) => a - b);
		for (const w of component) {
			onStack[w] = 0;
			order.push(w);
		}
		if (component.length > 1 || needs[v]!.includes(v)) circles.push(component);
	};

	for (let root = 0; root < n; root++) {
		if (number[root] === 0) enter(root);
		while (path.length > 0) {
			const v = path.at(-1)!;
			const w = needs[v]![next[v]!];
			if (w === undefined) leave(v);
			else {
				next[v]! += 1;
				if (number[w] === 0) enter(w);
				else if (onStack[w] === 1) low[v] = Math.min(low[v]!, number[w]!);
			}
		}
	}
	return { order, circles: circles.sort((a, b) => a[0]! - b[0]!) };
}
