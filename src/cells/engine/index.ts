/** What would run cells in the sandbox. A door of its own, because mostly there is nothing to run. */
import { engineName, findDeno } from "../run/find-deno.js";

/** Its name and version, as records say them. */
export function sandboxEngine(): string {
	return engineName(findDeno());
}
