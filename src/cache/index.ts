export { type Cache, openCache } from "./cache.js";
export { defaultCacheDir } from "./default-dir.js";
