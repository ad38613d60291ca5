/**
 * Questions that are asked in process and on a server, and must have the same answer. A `!` before one: its rows come in
 * the order that it asks for, and are compared in it; else as a multiset. A `#`: the server alone answers it, so that we
 * notice when it no longer does.
 */
export const queries: readonly string[] = `
# MATCH (n:Note) RETURN n.title
# MATCH (n) RETURN count(*)
# MATCH (n:Tag) RETURN n.title, n.tag
# MATCH (n:Note|Tag) RETURN count(n)
# MATCH (n:!Note) RETURN labels(n), count(*)
# MATCH (n:%) RETURN count(*)
# MATCH (n:Nothing) RETURN n
# MATCH (n {title: '长短期记忆网络'}) RETURN n.path
# MATCH (n:Note) WHERE n.title = $title RETURN n
# MATCH (n:Note) WHERE n.title <> '长短期记忆网络' RETURN count(*)
# MATCH (n:Note) WHERE n.words > 100 RETURN n.title, n.words
# MATCH (n:Note) WHERE 50 <= n.words < 300 RETURN n.title
# MATCH (n:Note) WHERE n.words > 100 AND NOT n.title CONTAINS '网络' RETURN n.title
# MATCH (n:Note) WHERE n.title STARTS WITH '循环' OR n.title ENDS WITH '络' RETURN n.title
# MATCH (n:Note) WHERE n.title STARTS WITH '循环' XOR n.words > 100 RETURN n.title
# MATCH (n:Note) WHERE n.title IN ['长短期记忆网络', '门控循环单元网络', '梯度消失'] RETURN n.title
# MATCH (n:Note) WHERE n.title IN $titles RETURN n.title
# MATCH (n:Note) WHERE NOT n.title IN ['长短期记忆网络'] RETURN count(*)
# MATCH (n) WHERE n.path IS NULL RETURN count(*)
# MATCH (n) WHERE n.path IS NOT NULL RETURN count(*)
# MATCH (n:Note) WHERE n.published RETURN count(*)
# MATCH (n:Note) WHERE '门控' IN n.tags RETURN n.title
# MATCH (n:Note) RETURN size(n.tags), count(*)
# MATCH (n:Note) RETURN n.title, size(n.title)
# MATCH (n:Note) UNWIND n.aliases AS alias RETURN n.title, alias
# MATCH (n:Note) UNWIND n.tags AS tag RETURN tag, count(*)
# MATCH (n:Note) WHERE n.nothing = 1 RETURN n
# MATCH (n:Note) WHERE n.nothing IS NULL RETURN count(*)
# MATCH (n:Note) WHERE n.title = n.name RETURN count(*)
# MATCH (n:Note) RETURN n.title + ': ' + n.words
# MATCH (n:Note) RETURN n.words + 1, n.words * 2, n.words - 3, n.words / 7, n.words % 7
# MATCH (n:Note) RETURN n.words * 1.5
# MATCH (n:Note) RETURN coalesce(n.description, n.title)
# MATCH (n:Note) RETURN CASE WHEN n.words > 100 THEN 'long' ELSE 'short' END AS how, count(*)
# MATCH (n:Note) RETURN CASE n.title WHEN '长短期记忆网络' THEN 1 WHEN '门控循环单元网络' THEN 2 END AS which, count(*)
! MATCH (n:Note) RETURN n.title ORDER BY n.title
! MATCH (n:Note) RETURN n.title ORDER BY n.title DESC LIMIT 5
! MATCH (n:Note) RETURN n.title, n.words ORDER BY n.words DESC, n.title SKIP 3 LIMIT 7
! MATCH (n:Note) WITH n ORDER BY n.title LIMIT 4 RETURN n.title, n.words ORDER BY n.title
! MATCH (n) RETURN n.title, n.year ORDER BY n.year, n.title
! MATCH (n) RETURN n.year AS y, n.title AS t ORDER BY y DESC, t LIMIT 12
# MATCH (n:Note) RETURN DISTINCT n.lang
# MATCH (n:Note)-->(m) RETURN DISTINCT m
# MATCH (n:Note)-[:LINKS]->(m) RETURN n.title, m.title
# MATCH (n:Note)<-[:LINKS]-(m) RETURN n.title, count(*)
# MATCH (n:Note)-[r]-(m) RETURN n.title, type(r), m.title
# MATCH (n:Note)-[r:LINKS|EMBEDS]->(m) RETURN n.title, type(r), r.line
# MATCH (n)-[r:!HEADING&!CELL]->(m) RETURN type(r), count(*)
# MATCH (n)-[r:NOTHING]->(m) RETURN r
# MATCH (n:Note)-[r]->(m) WHERE r.line > 20 RETURN count(*)
# MATCH (n:Note)-[r {line: 12}]->(m) RETURN n.title, m.title
# MATCH (n:Note)-[r:LINKS]->(m) RETURN n.path + ':' + r.line AS place
# MATCH (a:Note)-[:LINKS]->(b:Note)-[:LINKS]->(c:Note) RETURN count(*)
# MATCH (a:Note)-[:LINKS]->(b)<-[:LINKS]-(c) WHERE a.title = '长短期记忆网络' RETURN c.title, count(*)
# MATCH (a:Note)--(b:Note)--(c:Note)--(a) RETURN count(*)
# MATCH (a)-[:LINKS]->(b), (b)-[:LINKS]->(a) RETURN a.title, b.title
# MATCH (a:Note), (b:Tag) RETURN count(*)
# MATCH (a:Note), (b:Note) WHERE a.title < b.title AND (a)-->(b) RETURN count(*)
# MATCH (a:Note)-[:LINKS]->(a) RETURN a
# MATCH (n:Note) WHERE (n)-[:TAGGED]->(:Tag) RETURN n
# MATCH (n:Note) WHERE NOT (n)-[:LINKS]->(:Attachment) AND NOT (n)<-[:EMBEDS]-() RETURN n.title
# MATCH (n:Note) WHERE EXISTS { (n)-[:TAGGED]->(t) WHERE t.title CONTAINS '门' } RETURN n.title
# MATCH (n:Note) WHERE COUNT { (n)-[:LINKS]->() } > 3 RETURN n.title
# MATCH (n:Note) RETURN n.title, COUNT { (n)--() } AS degree
# MATCH (n:Note) RETURN n.title, COUNT { MATCH (n)-->(m:Note) RETURN DISTINCT m } AS linked
# MATCH (n:Note) RETURN n.title, COLLECT { MATCH (n)-[:TAGGED]->(t) RETURN t.title ORDER BY t.title } AS tags
# MATCH (n:Note {title: '长短期记忆网络'}) RETURN [(n)-[:TAGGED]->(t) | t.title]
# MATCH (n:Note) OPTIONAL MATCH (n)-[:TAGGED]->(t) RETURN n.title, t.title
# MATCH (n:Note) OPTIONAL MATCH (n)-[r:EMBEDS]->(t:Attachment) RETURN n.title, count(t)
# MATCH (n:Note) OPTIONAL MATCH (n)-[r:EMBEDS]->(t) WITH n, t WHERE t IS NULL RETURN n.title
# MATCH (n:Note) OPTIONAL MATCH (n)-->(m:Note)-->(o:Tag) RETURN n.title, m.title, o.title
# OPTIONAL MATCH (n:Nothing) RETURN n
# OPTIONAL MATCH (n:Nothing) OPTIONAL MATCH (n)-->(m) RETURN n, m
# MATCH (n:Note) RETURN count(*), count(n.description), count(DISTINCT n.lang)
# MATCH (n:Note) RETURN sum(n.words), min(n.words), max(n.words), avg(n.words)
# MATCH (n:Note) RETURN min(n.title), max(n.title)
# MATCH (n:Note) RETURN n.lang, sum(n.words) AS words, count(*)
# MATCH (n:Nothing) RETURN count(*), sum(n.words), min(n.words), collect(n.title)
! MATCH (n:Note) WITH n ORDER BY n.title RETURN n.lang AS lang, collect(n.title) AS titles ORDER BY lang
! MATCH (n:Note)-[:TAGGED]->(t) WITH t, n ORDER BY n.title RETURN t.title AS tag, collect(n.title) AS notes ORDER BY tag
! MATCH (t:Tag)<-[:TAGGED]-(n) RETURN t AS tag, count(DISTINCT n) AS notes ORDER BY notes DESC, tag.title
# MATCH (n:Note)-[:LINKS]->(m) WITH m, count(*) AS links WHERE links > 2 RETURN m.title, links
# MATCH (n:Note)-[:LINKS]->(m) WITH m, count(*) AS links MATCH (m)-[:TAGGED]->(t) RETURN t.title, sum(links)
# MATCH (n:Note) WITH n.lang AS lang, count(*) AS notes RETURN lang, notes + 1
# UNWIND [1, 2, 3] AS x RETURN x
# UNWIND $titles AS t MATCH (n:Note {title: t}) RETURN n.path
# UNWIND ['长短期记忆网络', '门控循环单元网络'] AS t OPTIONAL MATCH (n:Note {title: t})-[:LINKS]->(m:Note) RETURN t, count(m)
# MATCH (n:Note) RETURN 'note' AS what, count(*) AS n UNION ALL MATCH (n:Tag) RETURN 'tag' AS what, count(*) AS n
# MATCH (n:Note) RETURN n.title AS t UNION MATCH (n:Tag) RETURN n.title AS t
# MATCH (a:Note {title: '长短期记忆网络'})-[:LINKS*1..2]->(b) RETURN DISTINCT b
# MATCH (a:Note {title: '长短期记忆网络'})-[r:LINKS*2]->(b) RETURN b.title, size(r)
# MATCH (a:Note {title: '长短期记忆网络'})-[:LINKS*0..2]-(b:Note) RETURN b.title
# MATCH (a:Note {title: '长短期记忆网络'})<-[:LINKS*1..3]-(b) RETURN count(DISTINCT b)
# MATCH (a:Note {title: '长短期记忆网络'})-[:TAGGED]->(t)-[:PARENT*]->(above) RETURN above.title
# MATCH (a:Note)-[:LINKS*2..2]->(a) RETURN a.title
# MATCH (a:Note {title: '长短期记忆网络'}), p = shortestPath((a)-[:LINKS*1..3]-(b)) WHERE b <> a RETURN b.title, length(p)
# MATCH (a:Note {title: '长短期记忆网络'}), (b:Note {title: '三张地图'}) MATCH p = shortestPath((a)-[:LINKS*0..]-(b)) RETURN length(p)
# MATCH (a:Note {title: '长短期记忆网络'}), (b:Note), p = allShortestPaths((a)-[:LINKS*1..]->(b)) WHERE a <> b RETURN b.title, length(p), count(*)
MATCH (a:Note {title: '长短期记忆网络'}), (b:Note) WHERE a <> b MATCH p = allShortestPaths((a)-[:LINKS*1..]->(b)) RETURN b.title, length(p), count(*)
# MATCH p = (a:Note {title: '长短期记忆网络'})-[:LINKS]->(b)-[:TAGGED]->(c) RETURN p
# MATCH p = (a:Note {title: '长短期记忆网络'})-[:LINKS*1..2]->(b:Note) RETURN length(p), nodes(p)
# MATCH (a:Note)-[r:LINKS]->(b) RETURN startNode(r), endNode(r), b LIMIT 10000
# MATCH (n:Note) WHERE n:Note RETURN count(*)
# MATCH (a)-[r]->(b) WHERE r:LINKS RETURN count(*)
MATCH (n:Note) RETURN toUpper(n.title), COUNT { (n)--() }
MATCH (n:Note) WHERE n.title =~ '.*(网络|图灵).*' RETURN n.title
MATCH (n:Note) RETURN [t IN n.tags WHERE size(t) > 2 | toLower(t)] AS tags, n.title
MATCH (n:Note) RETURN n {.title, .words, tags: size(n.tags)}
MATCH (n:Note) RETURN substring(n.title, 0, 2) AS start, count(*)
MATCH (n:Note) RETURN n.words / 7.0
MATCH (n:Note) WITH n, split(n.path, '/') AS parts RETURN parts[0], count(*)
MATCH (n:Note)-[:LINKS]->(m) WITH n, collect(m.title) AS all WHERE all(t IN all WHERE size(t) < 12) RETURN n.title, size(all)
MATCH (n:Note) RETURN stDev(n.words) > 1, percentileDisc(n.words, 0.5)
MATCH (n:Note) WHERE any(t IN n.tags WHERE t STARTS WITH '门') RETURN n.title
MATCH (n:Note) WITH toLower(n.title) AS t, n MATCH (n)-[:LINKS]->(m) RETURN t, m.title
MATCH (a:Note {title: '长短期记忆网络'}), (b:Note {title: '门控循环单元网络'}) RETURN shortestPath((a)-[*]-(b)) IS NOT NULL
MATCH SHORTEST 2 (a:Note {title: '长短期记忆网络'})-[:LINKS]->+(b:Note {title: '门控循环单元网络'}) RETURN count(*)
MATCH (n:Note) OPTIONAL MATCH (n)-[:LINKS*1..2]->(m:Tag) RETURN n.title, count(m)
MATCH (n) RETURN properties(n)
MATCH (n:Note)-[r]->() RETURN keys(r), count(*)
MATCH (n:Note) RETURN date(n.created) IS NULL, count(*)
RETURN 1 + 1 AS two, 'a' + 'b' AS ab, [1, 2, 3][1] AS item, {a: 1}.a AS a
RETURN 9007199254740993 AS big, 1.0 AS one, -0.5 AS half, null AS nothing, true AS yes
CALL db.labels() YIELD label, nodes RETURN label, nodes
CALL db.relationshipTypes() YIELD relationshipType, relationships RETURN relationshipType, relationships
CALL db.propertyKeys() YIELD propertyKey, of, owners, types RETURN propertyKey, of, owners, types
CALL text.search('梯度') YIELD node, score, line, excerpt RETURN node, score, line, excerpt
CALL text.search('lstm 门') YIELD node AS n, line WHERE n.words > 10 RETURN n.title, n.path + ':' + line
! CALL gnn.communities() YIELD name, terms, members RETURN name, size(members) AS size, [m IN members[..4] | m.title] AS m ORDER BY size DESC, name
# MATCH (a:Note {title: '长短期记忆网络'}) CALL gnn.nearest(a, 5) YIELD node, score RETURN node
! MATCH (a:Note {title: '长短期记忆网络'}) CALL gnn.related(a) YIELD node, score, why RETURN node, score, why
# MATCH (a:Tag) CALL gnn.related(a) YIELD node, score, why RETURN a, node, score, why
# MATCH (a) CALL gnn.related(a) YIELD node, score RETURN a, node, score
! CALL gnn.suggestions(null) YIELD source, target, score, name, line, why RETURN source.title, target.title, score, name, line, why
# MATCH (a:Note) CALL gnn.suggestions(a) YIELD source, target, why RETURN a.title, source.title, target.title, why
MATCH (a:Note {title: '长短期记忆网络'}) WITH a, toUpper(a.title) AS t CALL gnn.related(a) YIELD node, why RETURN t, node.title, why
MATCH (a:Note) WITH a, toUpper(a.title) AS t CALL gnn.suggestions(a) YIELD target, line RETURN t, target.title, line
# MATCH (a:Note {title: '长短期记忆网络'}), (b:Note) RETURN b.title, similarity(a, b) > 0.5
! MATCH (a:Note {title: '长短期记忆网络'}), (b:Note) WHERE NOT (a)--(b) AND a <> b RETURN b.title, similarity(a, b) AS score ORDER BY score DESC, b.title LIMIT 5
`
	.split("\n")
	.filter((line) => line.trim() !== "");
