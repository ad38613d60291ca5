export type {
	Answer,
	AnswerCalendar,
	AnswerCard,
	AnswerCards,
	AnswerColumn,
	AnswerDocument,
	AnswerElement,
	AnswerGraph,
	AnswerGroup,
	AnswerHits,
	AnswerLink,
	AnswerList,
	AnswerProblem,
	AnswerRichValue,
	AnswerSummary,
	AnswerTable,
	AnswerTask,
	AnswerTasks,
	AnswerText,
	AnswerValue,
	AnswerView,
} from "./answer.js";
export { isWritten, textOf, withoutTargets } from "./answer-text.js";
export { formatDate, formatDuration, formatMonth, secondsOf, weekdays } from "./answer-times.js";
export { tasksOf, valuesOf } from "./answer-values.js";
export type { Body, BodyBlock, BodyParts, Slot } from "./body.js";
export type { Canvas, CanvasEdge, CanvasNode, Side } from "./canvas.js";
export type {
	Cell,
	CellError,
	CellFacts,
	CellImport,
	CellLanguage,
	CellName,
	CellNeed,
	CellOptions,
	CellOutput,
	CellParam,
	CellPlan,
	CellRecord,
	CellResult,
	CellStatus,
	CellTest,
	CellThrow,
	CompiledCell,
	NoteCells,
	PlannedCell,
	PlannedScript,
	ResolvedCell,
	ResolvedImport,
	ScriptView,
} from "./cell.js";
export { placeInFile, placeOfLine, spanInFile } from "./cell-place.js";
export type {
	CompiledCanvas,
	CompiledNote,
	NoteDigests,
	Prose,
	ReadNote,
	SearchSketch,
	SearchTerms,
} from "./compiled.js";
export type { Concept, ConceptGraph, ConceptGraphology, Relation } from "./concept.js";
export type { Community, ConceptMap } from "./concept-map.js";
export type { Diagnostic, Severity } from "./diagnostic.js";
export { editDistance } from "./edit-distance.js";
export type {
	Embedding,
	Explanation,
	Heard,
	Neighbor,
	NoteNeighbors,
	Reason,
	TrainingReport,
} from "./embedding.js";
export { InputError, NotapseError, OutputError, SafetyError, UsageError } from "./errors.js";
export type { FileFacts, FileLink, FileTable, ItemFacts } from "./file-facts.js";
export { baseName, extensionOf, folderOf, noteName, stemOf } from "./file-name.js";
export { graphFile } from "./graph-file.js";
export { type GraphNames, graphNames } from "./graph-names.js";
export { htmlDropped, htmlElements } from "./html-elements.js";
export { type ConceptId, foldName, type VaultPath } from "./id.js";
export type { Ambiguous, Anchor, Found, Link, Missing, Resolution, ResolvedLink } from "./link.js";
export { nearestName } from "./nearest-name.js";
export type {
	AliasCandidate,
	BlockId,
	Callout,
	Field,
	Heading,
	ListItem,
	Note,
	NoteOptions,
	Property,
	PropertyValue,
	Tag,
	Task,
} from "./note.js";
export type { QueryBlock, QueryLanguage } from "./query-block.js";
export type {
	BuildReport,
	CellAssets,
	InputId,
	QueryAssets,
	Reads,
	Site,
	SiteAssets,
	SiteFile,
	SiteOptions,
	SitePath,
} from "./site.js";
export type { Position, Span } from "./span.js";
export type {
	CalloutNode,
	CalloutTitle,
	Comment,
	Embed,
	FieldNode,
	Highlight,
	InlineFootnote,
	InlineMath,
	MathBlock,
	ParsedNote,
	TagNode,
	WikiLink,
} from "./syntax-tree.js";
export type { Attachment, FileStat, SourceFile, Vault, VaultSettings } from "./vault.js";
