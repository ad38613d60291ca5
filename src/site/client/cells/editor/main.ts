/** The editor; loaded when somebody edits a cell. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
	bracketMatching,
	HighlightStyle,
	indentOnInput,
	indentUnit,
	syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
	Decoration,
	type DecorationSet,
	drawSelection,
	EditorView,
	highlightSpecialChars,
	keymap,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

export type OpenEditor = typeof openEditor;

export interface Editor {
	/** Marks what is wrong at a place of the text; without, nothing is. */
	mark(place?: { readonly offset: number; readonly message: string }): void;
	text(): string;
	setText(text: string): void;
	focus(): void;
	close(): void;
}

export interface EditorEvents {
	/** Names the field for those who do not see it. */
	readonly label: string;
	/** After each change; not while an input method is composing. */
	changed(text: string): void;
	run(): void;
	leave(): void;
}

function openEditor(parent: HTMLElement, text: string, events: EditorEvents): Editor {
	const view = new EditorView({
		parent,
		state: EditorState.create({ doc: text, extensions: extensionsFor(events) }),
	});
	return {
		mark(place) {
			view.dispatch({ effects: markEffect.of(place ?? null) });
		},
		text: () => view.state.doc.toString(),
		setText(text) {
			view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
		},
		focus: () => view.focus(),
		close: () => view.destroy(),
	};
}

function extensionsFor({ label, changed, run, leave }: EditorEvents) {
	const act = (action: () => void) => () => {
		action();
		return true;
	};
	return [
		history(),
		drawSelection(),
		highlightSpecialChars(),
		indentOnInput(),
		indentUnit.of("\t"),
		bracketMatching(),
		closeBrackets(),
		javascript({ typescript: true }),
		syntaxHighlighting(colours),
		marks,
		EditorState.tabSize.of(4),
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
		EditorView.updateListener.of(({ docChanged, view }) => {
			if (docChanged && !view.composing) changed(view.state.doc.toString());
		}),
		// What an input method has written counts when it is done.
		EditorView.domEventHandlers({
			compositionend: (_, view) => {
				setTimeout(() => changed(view.state.doc.toString()));
			},
		}),
		keymap.of([
			{ key: "Mod-Enter", run: act(run) },
			{ key: "Shift-Enter", run: act(run) },
			// The tab key leads on for those who have come with it: first Escape, then Tab.
			{ key: "Escape", run: act(leave) },
			...closeBracketsKeymap,
			...defaultKeymap,
			...historyKeymap,
			indentWithTab,
		]),
		look,
	];
}

const markEffect = StateEffect.define<{ readonly offset: number; readonly message: string } | null>();

/** The line that is wrong, and the word in it; an edit there takes the mark away. */
const marks = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(decorations, transaction) {
		let next = transaction.docChanged ? Decoration.none : decorations;
		for (const effect of transaction.effects) {
			if (!effect.is(markEffect)) continue;
			if (effect.value === null) next = Decoration.none;
			else {
				const { doc } = transaction.state;
				const at = Math.max(0, Math.min(effect.value.offset, doc.length));
				const line = doc.lineAt(at);
				const word = /^(?:[\p{L}\p{N}_$]+|\S)?/u.exec(line.text.slice(at - line.from))?.[0].length ?? 0;
				const title = { title: effect.value.message };
				const lineMark = Decoration.line({ class: "cm-wrong-line", attributes: title }).range(line.from);
				const wordMark =
					word > 0 ? [Decoration.mark({ class: "cm-wrong", attributes: title }).range(at, at + word)] : [];
				next = Decoration.set([lineMark, ...wordMark]);
			}
		}
		return next;
	},
	provide: (field) => EditorView.decorations.from(field),
});

/** The colours of the programs in the page (code.css). */
const colours = HighlightStyle.define([
	{ tag: [tags.comment, tags.meta], color: "var(--ink-faint)" },
	{ tag: [tags.keyword, tags.bool, tags.null, tags.self], color: "var(--azurite)" },
	{ tag: [tags.string, tags.regexp, tags.special(tags.string)], color: "var(--malachite)" },
	{ tag: [tags.number, tags.propertyName, tags.attributeName], color: "var(--ochre)" },
	{
		tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.typeName), tags.className],
		color: "var(--wisteria)",
	},
	{ tag: [tags.typeName, tags.standard(tags.variableName)], color: "var(--madder)" },
]);

const look = EditorView.theme({
	"&": { color: "var(--ink)", backgroundColor: "transparent" },
	"&.cm-focused": { outline: "none" },
	".cm-scroller": {
		fontFamily: "var(--mono)",
		lineHeight: "1.65",
		padding: "0.75em 0.6em",
		maxHeight: "70vh",
	},
	".cm-content": { padding: "0", caretColor: "var(--azurite)" },
	".cm-cursor": { borderLeftColor: "var(--azurite)", borderLeftWidth: "2px" },
	".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
		background: "color-mix(in srgb, var(--azurite) 22%, transparent)",
	},
	".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
		backgroundColor: "transparent",
		outline: "1px solid var(--line-strong)",
	},
	".cm-wrong-line": { backgroundColor: "color-mix(in srgb, var(--cinnabar) 9%, transparent)" },
	".cm-wrong": { textDecoration: "underline wavy var(--cinnabar) 1px", textUnderlineOffset: "0.3em" },
});

Object.assign(document.currentScript ?? {}, { openEditor });
