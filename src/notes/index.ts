export { parseCanvas } from "./canvas.js";
export { readWikiLink } from "./link-text.js";
export { ownWords } from "./own-words.js";
export { defaultOptions, parseNote } from "./parse-note.js";
export { plainNote } from "./plain-note.js";
export { positionAt } from "./positions.js";
export { readSidecar } from "./sidecar.js";
