/** By itself, so that it is loaded when something is copied. */
import { from } from "pg-copy-streams";

export const copyFrom = from;
