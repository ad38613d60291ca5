import {
	type EngineCommand,
	type EngineListener,
	type EngineProcess,
	startEngine,
} from "./engine-process.js";
import type { Answer, Welcome } from "./engines/protocol.js";

/**
 * An engine that has started and waits, so that the next run need not wait for it. Nothing has run in it, and the run
 * that takes it ends it: each run has engines of its own, as without this.
 */
export interface Standby {
	/** Starts one, unless one like it is waiting already. */
	prepare(sort: string, start: () => Start): void;
	/** The one that waits, if it is of this sort; then it is the caller's. */
	take(sort: string): Waiting | undefined;
	close(): void;
}

export interface Start {
	readonly command: EngineCommand;
	readonly welcome: Omit<Welcome, "nonce">;
	/** Takes away what was made for the engine, after it. */
	readonly remove: () => void;
}

export interface Waiting {
	/** Hears from now on what it says, and what it has said already. */
	attach(listener: EngineListener): EngineProcess;
	/** Takes away what was made for it; to be called when it runs no more. */
	remove(): void;
}

export function createStandby(): Standby {
	let waiting: (Waiting & { readonly sort: string; readonly isOver: boolean; kill(): void }) | undefined;
	const drop = () => {
		waiting?.kill();
		waiting?.remove();
		waiting = undefined;
	};
	return {
		prepare(sort, start) {
			if (waiting?.sort === sort && !waiting.isOver) return;
			drop();
			waiting = Object.assign(startWaiting(start()), { sort });
		},
		take(sort) {
			if (waiting === undefined || waiting.sort !== sort || waiting.isOver) return undefined;
			const taken = waiting;
			waiting = undefined;
			return taken;
		},
		close: drop,
	};
}

function startWaiting({ command, welcome, remove }: Start) {
	let listener: EngineListener | undefined;
	let isOver = false;
	const said: Answer[] = [];
	const end = (tell: (to: EngineListener) => void) => {
		isOver = true;
		if (listener !== undefined) tell(listener);
	};
	const engine = startEngine(command, welcome, {
		answer: (answer) => {
			if (listener === undefined) said.push(answer);
			else listener.answer(answer);
		},
		ended: (lastWords) => end((to) => to.ended(lastWords)),
		broken: () => end((to) => to.broken()),
	});
	return {
		get isOver() {
			return isOver;
		},
		attach(to: EngineListener): EngineProcess {
			// In a later turn, as from an engine that has just been started.
			queueMicrotask(() => {
				listener = to;
				for (const answer of said.splice(0)) to.answer(answer);
			});
			return engine;
		},
		remove,
		kill: () => engine.kill(),
	};
}
