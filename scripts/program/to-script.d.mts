/** @param code of one file of a bundle */
export function toScript(code: string): string;
