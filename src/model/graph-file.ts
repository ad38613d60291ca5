import type { VaultPath } from "./id.js";

/** What a cell `reads` that wants to know the vault's notes and the links between them: no file lies there. */
export const graphFile: VaultPath = "vault:graph";
