/** Runs cells in the page; loaded when somebody runs one. */
import type { RunnerStart } from "../page-cell.js";
import { Runner } from "./runner.js";

const start: RunnerStart = (files, cells, words) => new Runner(files, cells, words);
Object.assign(document.currentScript ?? {}, { start });
