import { startCitus } from "./citus-server.js";
import { compareWith } from "./server-suite.js";

compareWith("Citus, a coordinator and two workers", startCitus(), 9);
