/** A process that pushes a graph, to be killed: `loader <address> <notes> <edited>`. */
import { openSession, parseAddress, pushToPostgres } from "../../src/backends/index.js";
import { scaleGraph } from "./scale-graph.js";

const [address, notes, edited] = process.argv.slice(2);
const parsed = parseAddress(address!);
if (parsed.kind !== "postgres") throw new Error("not this one");
const session = await openSession(parsed);
process.stdout.write("begun\n");
await pushToPostgres(session, scaleGraph(Number(notes), Number(edited)), { batch: 400 });
process.stdout.write("done\n");
await session.close();
