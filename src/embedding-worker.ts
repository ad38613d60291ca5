import { parentPort, workerData } from "node:worker_threads";
import { type ApartTask, embedApart } from "./compile.js";

/** Embeds a vault once, beside a compiler that stays alive, and ends. */
const learned = await embedApart(workerData as ApartTask);
parentPort?.postMessage(learned);
