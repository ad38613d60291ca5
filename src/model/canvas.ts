import type { Diagnostic } from "./diagnostic.js";
import type { VaultPath } from "./id.js";
import type { Link } from "./link.js";

/** A JSON Canvas file (jsoncanvas.org 1.0). Lengths are CSS pixels; unknown members are dropped. */
export interface Canvas {
	readonly path: VaultPath;
	readonly name: string;
	readonly nodes: readonly CanvasNode[];
	readonly edges: readonly CanvasEdge[];
	/** The `file` nodes as links, in node order; `alias` is never set. */
	readonly files: readonly Link[];
	/** Markdown of the `text` nodes, in node order. */
	readonly texts: readonly string[];
	readonly diagnostics: readonly Diagnostic[];
}

export type CanvasNode = {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	/** `1`–`6` or `#rrggbb`; anything else is dropped. */
	readonly color?: string;
} & (
	| { readonly kind: "text" /** index into `texts` */; readonly text: number }
	| { readonly kind: "file" /** index into `files` */; readonly file: number }
	| { readonly kind: "link"; readonly url: string }
	| { readonly kind: "group"; readonly label: string }
);

export interface CanvasEdge {
	readonly from: string;
	readonly to: string;
	readonly fromSide?: Side;
	readonly toSide?: Side;
	readonly fromEnd: "none" | "arrow";
	readonly toEnd: "none" | "arrow";
	readonly color?: string;
	readonly label?: string;
}

export type Side = "top" | "right" | "bottom" | "left";
