/** Bounds on what a page shows of one cell: records are files, and anybody may have edited them. */

/** Characters of one content that stands in the page; larger ones become files, or are cut. */
export const inlineSize = 256 * 1024;
/** Outputs of one cell, and tests. */
export const shownOutputs = 200;
/** As many stand open; more than half as many again are behind a line. */
export const openOutputs = 12;
export const shownTests = 500;
/** Characters of one stream, of a text, and of an error's message. */
export const shownText = 20_000;
export const shownMessage = 4_000;
export const shownMarkdown = 50_000;
/** Rows and columns of a table, and characters of one field. */
export const shownRows = 200;
export const shownColumns = 60;
export const shownField = 500;
/** Elements of one drawing or one piece of HTML, and how deep they may lie in each other. */
export const shownElements = 20_000;
export const shownDepth = 100;
/** Characters of TeX, and formulas in one Markdown text. */
export const shownTex = 10_000;
export const shownFormulas = 50;
/** Characters of JSON. */
export const shownJson = 20_000;
