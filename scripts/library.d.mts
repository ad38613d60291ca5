import type { BuildOptions } from "esbuild";

export declare const libraryBundle: BuildOptions;
