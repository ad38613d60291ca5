/** Runs the engine's worker in this process, asks it questions, and tells which of its functions ran. */
import { Session } from "node:inspector/promises";
import { runInThisContext } from "node:vm";

/** Milliseconds for one answer. */
const patience = 5000;

/**
 * @param {string} text the worker's script
 * @param {{ outline: Uint8Array, whole: Uint8Array, vectors: { rows: Int8Array, dimension: number } }} graph
 * @param {readonly string[]} questions
 * @returns functions that ran, by their places in the text
 */
export async function watchFunctions(text, graph, questions) {
	const session = new Session();
	session.connect();
	await session.post("Profiler.enable");
	await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
	const url = "file:///engine-that-is-watched.js";
	await converse(text, url, graph, questions);
	const { result } = await session.post("Profiler.takePreciseCoverage");
	await session.post("Profiler.stopPreciseCoverage");
	session.disconnect();
	const script = result.find((one) => one.url === url);
	return script.functions
		.filter(({ ranges: [whole] }) => whole.count > 0 && whole.endOffset - whole.startOffset < text.length)
		.map(({ functionName, ranges: [whole] }) => ({
			start: whole.startOffset,
			end: whole.endOffset,
			name: functionName,
		}));
}

async function converse(text, filename, { outline, whole, vectors }, questions) {
	const { postMessage, addEventListener } = globalThis;
	const heard = [];
	let hear;
	let wake = () => {};
	globalThis.postMessage = (message) => {
		heard.push(message);
		wake();
	};
	globalThis.addEventListener = (_, listener) => {
		hear = listener;
	};
	const next = async (asked) => {
		const timer = setTimeout(() => {
			throw new Error(`No answer: ${asked}`);
		}, patience);
		while (heard.length === 0)
			await new Promise((resolve) => {
				wake = resolve;
			});
		clearTimeout(timer);
		return heard.shift();
	};
	const say = (data) => hear({ data });
	try {
		runInThisContext(text, { filename });
		say({ kind: "open", graph: outline, whole: false });
		await next("open");
		const budget = { time: patience, memory: 250e6, rows: 1e5, shown: 500 };
		for (const [id, query] of questions.entries()) {
			say({ kind: "ask", id, query, budget });
			for (let answered = false; !answered; ) {
				const message = await next(query);
				if (message.kind === "needs-whole") say({ kind: "open", graph: whole, whole: true });
				else if (message.kind === "needs-vectors") say({ kind: "vectors", ...vectors });
				else if (message.kind === "problem") throw new Error(`${query}\n${message.message}`);
				else answered = message.kind === "answer";
			}
		}
	} finally {
		Object.assign(globalThis, { postMessage, addEventListener });
	}
}
