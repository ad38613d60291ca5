/** What a program says. A door of its own, because a parser comes with it, and programs are seldom read. */
export { readFacts } from "../read-facts.js";
export { readScript } from "../read-script.js";
