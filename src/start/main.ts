/** The first file that Node runs for `notapse`: it loads the program, with what V8 made of it the last time. */
import { openCodeCache } from "./code-cache.js";
import { loadScripts } from "./scripts.js";

/** Of all scripts beside this one, as the build has made them. */
declare const __NOTAPSE_SCRIPTS__: string;

const cache = openCodeCache(process.argv.slice(2), __NOTAPSE_SCRIPTS__);
const scripts = loadScripts(__dirname, cache.codeOf);
if (cache.isKept) process.on("exit", (code) => cache.keep(code, scripts.compiled));
scripts.load("program.js");
