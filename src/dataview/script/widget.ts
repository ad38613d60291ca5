import type { Value } from "../../query/index.js";
import { UrlValue } from "../values/widget-value.js";

/** What Dataview shows in a way of its own: a link out of the vault, or a key with its value in a list. */
export class Widget {
	readonly $widget: "dataview:external-link" | "dataview:list-pair";
	readonly url?: string;
	readonly display?: string;
	readonly key?: unknown;
	readonly value?: unknown;

	private constructor(
		fields:
			| { readonly $widget: "dataview:external-link"; readonly url: string; readonly display: string }
			| { readonly $widget: "dataview:list-pair"; readonly key: unknown; readonly value: unknown },
	) {
		this.$widget = fields.$widget;
		if (fields.$widget === "dataview:external-link") {
			this.url = fields.url;
			this.display = fields.display;
		} else {
			this.key = fields.key;
			this.value = fields.value;
		}
		Object.freeze(this);
	}

	static externalLink(url: unknown, display?: unknown): Widget {
		const shown = String(display ?? url);
		return new Widget({ $widget: "dataview:external-link", url: String(url), display: shown });
	}

	static listPair(key: unknown, value: unknown): Widget {
		return new Widget({ $widget: "dataview:list-pair", key, value });
	}

	static isExternalLink(value: unknown): boolean {
		return value instanceof Widget && value.$widget === "dataview:external-link";
	}

	static isListPair(value: unknown): boolean {
		return value instanceof Widget && value.$widget === "dataview:list-pair";
	}

	markdown(): string {
		if (this.$widget === "dataview:external-link") return `[${this.display}](${this.url})`;
		return `${String(this.key)}: ${String(this.value)}`;
	}

	toValue(convert: (value: unknown) => Value): Value {
		if (this.$widget === "dataview:external-link") return new UrlValue(this.url!, this.display!);
		return [convert(this.key), convert(this.value)];
	}

	toString(): string {
		return this.markdown();
	}
}
