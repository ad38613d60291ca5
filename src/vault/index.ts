export { type ReadVaultOptions, readAttachment, readVault } from "./read-vault.js";
