export { type ReadVaultOptions, readAttachment, readSmallFile, readVault } from "./read-vault.js";
