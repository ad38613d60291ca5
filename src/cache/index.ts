export { type Cache, openCache } from "./cache.js";
export { cacheRoot } from "./cache-root.js";
export { defaultCacheDir } from "./default-dir.js";
