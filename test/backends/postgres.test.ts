import { startPostgres } from "./postgres-server.js";
import { compareWith } from "./server-suite.js";

compareWith("PostgreSQL", startPostgres());
