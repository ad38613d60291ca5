/**
 * Cells of a page, able to run: a bar with buttons on each, and controls for the values that may be changed. What running
 * takes is loaded when somebody wants it.
 */
import { isFramed } from "../framed.js";
import { loadScript } from "./load-script.js";
import { type CellFiles, PageCell, type RunnerStart } from "./page-cell.js";
import { phrase, speak, text } from "./speak.js";

const { dataset = {} } = document.currentScript ?? {};
const files: CellFiles = {
	runner: dataset.runner ?? "",
	frame: dataset.frame ?? "",
	library: dataset.library ?? "",
	editor: dataset.editor ?? "",
	reader: dataset.reader ?? "",
	text: dataset.text ?? "",
	mathCss: dataset.mathCss ?? "",
};
const canRun = typeof Worker === "function" && "supports" in HTMLScriptElement && !isFramed();

const cells = [...document.querySelectorAll<HTMLElement>(".cell[data-programs]")].map(
	(figure) => new PageCell(figure),
);
speak(document.documentElement);
document.addEventListener("notapse-language", () => speak(document.documentElement));
if (canRun) {
	const load = async () => {
		const start = await loadScript<RunnerStart>(files.runner, "start");
		return start(files, cells, { phrase, text });
	};
	let started: ReturnType<typeof load> | undefined;
	for (const cell of cells) {
		cell.enable(() => {
			started ??= load();
			// Who is offline for a moment may try again.
			started.catch(() => {
				started = undefined;
			});
			return started;
		});
	}
} else for (const cell of cells) cell.figure.dataset.ready = "";
