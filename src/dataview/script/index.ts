/** Programs for Dataview, for whoever runs them: a door of its own, because all of Dataview comes with it. */

export { bounded } from "./bounded.js";
export { createDv, type ScriptHost, type ViewProgram } from "./dv.js";
export { AnswerValueBox, beginElements, type ElementLog, ScriptElement, ScriptFragment } from "./elements.js";
export { createGlobals, type ScriptGlobals } from "./globals.js";
export { Link } from "./link.js";
export { ReadLog } from "./reads.js";
export { textOfAnswer } from "./show-text.js";
export { openFiles, type PackedFile, packFile, type ReadPart, readPart } from "./snapshot.js";
export { Widget } from "./widget.js";
