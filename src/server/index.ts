/** Servers for this machine: of a compiled site, of an open vault, of both. */
export { type Handler, type HttpListener, type ListenOptions, listen } from "./http-server.js";
export { isForeign } from "./is-for-us.js";
export { type SiteServer, serveSite } from "./serve-site.js";
export { hasSite, type ServeVaultOptions, serveVault } from "./serve-vault.js";
