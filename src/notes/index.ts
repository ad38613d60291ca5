export { parseCanvas } from "./canvas.js";
export { type InspectLink, type InspectRecord, inspectRecord } from "./inspect.js";
export { defaultOptions, parseNote, plainNote } from "./parse-note.js";
export { positionAt } from "./positions.js";
