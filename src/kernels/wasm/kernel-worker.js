/** A helper's thread: takes its seat in the team (assembly/team.ts) and stays until the team is closed. */
import { workerData } from "node:worker_threads";

const { module, memory, control, seat, scratch } = workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.serve(control, seat, scratch);
