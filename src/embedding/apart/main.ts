/**
 * The program that is run behind a note's cell, by the engine in which that cell runs: it gets a task, and exports the
 * answer. `notapse` is the library that the cell has, too, so that both mean the same tensors.
 */
import { cell } from "notapse:cell";
import { createWasmKernels } from "../../network/index.js";
import { checkedCell } from "./checked-cell.js";
import { answerTask, type LinkTask } from "./link-task.js";
import { pack, unpack } from "./pack.js";

/** As every cell has it. */
declare const read: (name: string, as: "bytes") => Uint8Array;

// Made by `askApart` of this room, in the process that started this one.
const task = unpack(read("task", "bytes")) as LinkTask;

/** In base64. */
export const answer: string = toBase64(pack(await answerTask(createWasmKernels(), task, checkedCell(cell))));

function toBase64(bytes: Uint8Array): string {
	let text = "";
	// A multiple of 3, and few enough for arguments.
	for (let at = 0; at < bytes.length; at += 24_576)
		text += btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576)));
	return text;
}
