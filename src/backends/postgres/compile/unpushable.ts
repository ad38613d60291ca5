/** This cannot be computed on the server, or not as we mean it. Never seen outside: it is then computed here. */
export class Unpushable extends Error {}

export function unpushable(what: string): never {
	throw new Unpushable(what);
}
