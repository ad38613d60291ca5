/** A helper's thread: takes its seat in the team (assembly/team.ts) and stays until the team is closed. */
import { workerData } from "node:worker_threads";

const { module, memory, control, seat, scratch } = workerData;
const { enter, help } = new WebAssembly.Instance(module, { env: { memory } }).exports;
const state = new Int32Array(memory.buffer, control + 64 * (1 + seat), 1);
const idle = 1;

enter(control, seat);
do Atomics.wait(state, 0, idle);
while (help(control, seat, scratch));
