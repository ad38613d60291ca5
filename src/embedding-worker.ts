import { parentPort, workerData } from "node:worker_threads";
import { type ApartTask, embedApart } from "./compile.js";

/** Embeds a vault beside a compiler that stays alive, whenever it is asked to; it remembers what has not changed. */
const embed = embedApart(workerData as ApartTask, (message) => parentPort?.postMessage(message));

parentPort?.on("message", embed);
