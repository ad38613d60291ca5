/** Bounds on what one page shows: a page must stay small however large the vault is, or however hostile. */

/** Entries of a tag or folder on one page of its list. */
export const pageSize = 200;

/** Notes and folders in the explorer, around the page itself. */
export const explorerItems = 60;

/** Pages that are listed as linking here, and sentences of each. */
export const backlinkPages = 100;
export const backlinkSentences = 5;

/** The same on the home page, whose size must not follow the vault's. */
export const homeBacklinkPages = 8;

export const homeFolders = 40;
export const homeHubs = 12;
export const homeTags = 60;

/** Neighbours in a local graph, and how many are looked at to choose them. */
export const graphNeighbours = 16;
export const graphCandidates = 64;

/** Embeds within embeds; embeds on one page, and characters of HTML in all of them. */
export const embedDepth = 8;
export const embedCount = 1000;
export const embedSize = 2_000_000;

/** Cards and edges that a canvas page draws, and characters of HTML in its text cards. */
export const canvasItems = 5000;

/** Newest notes in the feed. */
export const feedItems = 50;

/** URLs in one sitemap file; the protocol's own bound. */
export const sitemapUrls = 50_000;

/** Notes in `llms.txt`, of one folder and in all. */
export const llmsNotesOfFolder = 50;
export const llmsNotes = 2000;

/** What the map's picture draws at most without a script; the list beside it has everything. */
export const mapDiscs = 1500;
export const mapEdges = 1400;
export const mapLabels = 100;

/** Areas that the map's page lists, and notes of all of them; the other notes of an area stand on its own pages. */
export const mapAreas = 60;
export const mapNotes = 600;
/** Notes of one area on the map's page, at least. */
export const mapNotesOfArea = 6;

/** Notes that a page names as related, and links that it suggests; names in one reason. */
export const relatedNotes = 6;
export const suggestedLinks = 4;
export const reasonNames = 3;
/** Reasons for one note. */
export const shownReasons = 2;

/** Characters of HTML in the results of all cells of one page. */
export const pageOutputs = 6_000_000;
