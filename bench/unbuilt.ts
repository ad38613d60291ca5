/** What the build puts into the program, for modules of it that are run as they stand. Comes before them. */
Object.assign(globalThis, { __NOTAPSE_VERSION__: "bench", __NOTAPSE_SOURCES__: "bench" });
