/** Tables of answers, sorted by the column that somebody chooses. Without a script they stand in the order of the answer. */
import { speakOwn } from "../own-texts.js";
import { sortable } from "./sort-table.js";
import { answerTexts } from "./texts.js";

const speak = () => speakOwn(answerTexts, document.documentElement);
speak();
document.addEventListener("notapse-language", speak);
for (const table of document.querySelectorAll<HTMLTableElement>(".answer-table > table")) sortable(table);
