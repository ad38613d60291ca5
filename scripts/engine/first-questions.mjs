/**
 * Questions of the kind that readers ask first. What the engine runs to answer them is loaded with the page, the rest when
 * a question needs it. Nothing depends on which they are but how much is loaded when.
 */
export const firstQuestions = [
	// The examples of the page, see src/site/pages/query-page.ts; shortest paths have a part of their own.
	"MATCH (n:Note)\nRETURN n AS note, n.words AS words\nORDER BY n.title\nLIMIT 20",
	"MATCH (n:Note)\nRETURN n AS note, COUNT { (n)<-[:LINKS|EMBEDS]-() } AS links\nORDER BY links DESC\nLIMIT 10",
	"MATCH (a:Note {title: 'Note 0'})-[r:LINKS]-(b:Note)\nRETURN a, r, b\nLIMIT 20",
	`MATCH (a:Note {title: 'Note 0'})-[:LINKS]->(c:Note)<-[:LINKS]-(b:Note)
WHERE a <> b AND NOT (a)-[:LINKS]-(b)
RETURN b AS note, count(DISTINCT c) AS links, collect(DISTINCT c)[..3] AS shared
ORDER BY links DESC
LIMIT 10`,
	"MATCH (t)<-[:TAGGED]-(n:Note)\nRETURN t AS tag, count(DISTINCT n) AS notes\nORDER BY notes DESC\nLIMIT 10",
	`MATCH (a:Note {title: 'Note 0'}), (b:Note)
WHERE a <> b AND NOT (a)-[:LINKS]-(b)
RETURN b AS note, similarity(a, b) AS score
ORDER BY score DESC
LIMIT 10`,
	// What else stands in any introduction.
	"MATCH (n:Note) WHERE n.year > 1995 AND n.title CONTAINS '1' OR n.title STARTS WITH 'x' RETURN n.title, n.year LIMIT 5",
	"MATCH (n:Note) WHERE NOT (n)--() RETURN n",
	"MATCH (n:Note) RETURN min(n.year), max(n.year), sum(n.words), avg(n.words)",
];
