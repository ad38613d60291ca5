declare const __NOTAPSE_VERSION__: string;
declare const __NOTAPSE_SOURCES__: string;

/** This program's version, set by the build. */
export const version: string = __NOTAPSE_VERSION__;

/** Changes with every change of the program: what another one has kept is not to be trusted. */
export const programId = `${__NOTAPSE_VERSION__}-${__NOTAPSE_SOURCES__}`;
