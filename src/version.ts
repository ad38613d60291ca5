declare const __NOTAPSE_VERSION__: string;

/** This program's version, set by the build. */
export const version: string = __NOTAPSE_VERSION__;
