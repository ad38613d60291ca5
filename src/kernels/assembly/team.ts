/**
 * One product shared out among threads over the same memory. Whoever is free takes the next chunk of rows; every row
 * is computed whole by one thread, so that the number of threads is not seen in the result.
 *
 * The control block, in bytes:
 *    0  next row          4  rows    8  rows in a chunk    12  operation
 *   16  its arguments (eleven words at most)
 *   64 · (1 + seat)  the state of the worker in that seat, on a cache line of its own
 *
 * A worker that did not begin when all chunks are gone is not waited for: its task is withdrawn. So a busy machine
 * costs no more than the missing help.
 *
 * Nothing waits in here: V8's first compiler, in Node 20, forgets what it keeps in registers at memory.atomic.wait32.
 * The threads wait in JavaScript, with Atomics.wait: a worker while its state is `idle`, the leader while it is
 * `running`.
 */
import { gemm } from "./gemm";
import { spmm } from "./sparse";

/** A seat that nobody has taken yet is 0. */
const idle = 1;
const posted = 2;
const running = 3;
const closed = 4;

const enum Operation {
	gemm,
	spmm,
}

/** A worker takes its seat. */
export function enter(control: usize, seat: i32): void {
	atomic.store<i32>(stateOf(control, seat), idle);
}

/** A worker woke: helps if something is posted. False when the team is closed. */
export function help(control: usize, seat: i32, scratch: usize): bool {
	const state = stateOf(control, seat);
	if (atomic.load<i32>(state) == closed) return false;
	if (atomic.cmpxchg<i32>(state, posted, running) == posted) {
		takeChunks(control, scratch);
		atomic.store<i32>(state, idle);
		atomic.notify(state, 1);
	}
	return true;
}

/** Does what stands in the control block, together with those of the workers that are ready. */
export function lead(control: usize, seats: i32, scratch: usize): void {
	for (let seat = 0; seat < seats; seat++) {
		const state = stateOf(control, seat);
		if (atomic.cmpxchg<i32>(state, idle, posted) == idle) atomic.notify(state, 1);
	}
	takeChunks(control, scratch);
	for (let seat = 0; seat < seats; seat++) atomic.cmpxchg<i32>(stateOf(control, seat), posted, idle);
}

export function closeTeam(control: usize, seats: i32): void {
	for (let seat = 0; seat < seats; seat++) {
		atomic.store<i32>(stateOf(control, seat), closed);
		atomic.notify(stateOf(control, seat), 1);
	}
}

/** How many workers have taken their seats. */
export function readyWorkers(control: usize, seats: i32): i32 {
	let ready = 0;
	for (let seat = 0; seat < seats; seat++) if (atomic.load<i32>(stateOf(control, seat)) != 0) ready++;
	return ready;
}

// @ts-ignore: decorator
@inline
function stateOf(control: usize, seat: i32): usize {
	return control + 64 * (1 + <usize>seat);
}

function takeChunks(control: usize, scratch: usize): void {
	const rows = load<i32>(control, 4);
	const chunk = load<i32>(control, 8);
	const isGemm = load<i32>(control, 12) == Operation.gemm;
	const at = control + 16;
	while (true) {
		const from = atomic.add<i32>(control, chunk);
		if (from >= rows) return;
		const to = min(from + chunk, rows);
		if (isGemm) {
			gemm(
				load<usize>(at),
				load<usize>(at, 4),
				load<usize>(at, 8),
				load<i32>(at, 12),
				load<i32>(at, 16),
				load<i32>(at, 20),
				load<i32>(at, 24) != 0,
				load<i32>(at, 28) != 0,
				load<i32>(at, 32) != 0,
				scratch,
				from,
				to,
			);
		} else {
			spmm(
				load<usize>(at),
				load<usize>(at, 4),
				load<usize>(at, 8),
				load<usize>(at, 12),
				load<usize>(at, 16),
				load<i32>(at, 20),
				load<i32>(at, 24) != 0,
				from,
				to,
			);
		}
	}
}
