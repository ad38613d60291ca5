import { icon, make, text } from "./dom.js";
import { recall, remember } from "./storage.js";
import type { TextKey } from "./texts.js";

type Theme = "auto" | "light" | "dark";

const themes: Record<Theme, { name: TextKey; drawing: string }> = {
	auto: { name: "themeAuto", drawing: "M12 3a9 9 0 0 0 0 18zM12 3a9 9 0 0 1 0 18" },
	light: {
		name: "themeLight",
		drawing:
			"M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4",
	},
	dark: { name: "themeDark", drawing: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z" },
};

export function restoreTheme(): void {
	show(chosen());
}

/** One button that goes round: as the system has it, the other way, the same way but for good. */
export class ThemeSwitch extends HTMLElement {
	connectedCallback(): void {
		this.render();
		this.addEventListener("click", () => {
			const next = after(chosen());
			remember("local", "theme", next === "auto" ? null : next);
			show(next);
			this.render();
			this.querySelector("button")?.focus();
		});
		document.addEventListener("notapse-language", () => this.render());
	}

	private render(): void {
		const { name, drawing } = themes[chosen()];
		const label = `${text("theme")}: ${text(name)}`;
		const button = make("button", {
			type: "button",
			class: "icon-button",
			"aria-label": label,
			title: label,
		});
		button.append(icon(drawing));
		this.replaceChildren(button);
	}
}

function chosen(): Theme {
	const theme = recall("local", "theme");
	return theme === "light" || theme === "dark" ? theme : "auto";
}

/** The first step away from the system's choice is one that is seen. */
function after(theme: Theme): Theme {
	const dark = matchMedia("(prefers-color-scheme: dark)").matches;
	const round: readonly Theme[] = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
	return round[(round.indexOf(theme) + 1) % round.length] as Theme;
}

function show(theme: Theme): void {
	const { dataset } = document.documentElement;
	if (theme === "auto") delete dataset.theme;
	else dataset.theme = theme;
}
