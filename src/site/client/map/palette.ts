/** The style sheet's colours and fonts, as the browser resolves them just now. */
export interface Palette {
	/** Of the areas; the last one is for those without a colour. */
	readonly areas: readonly string[];
	readonly paper: string;
	readonly ink: string;
	readonly strong: string;
	readonly mark: string;
	readonly text: string;
	readonly title: string;
}

/** Asks elements that wear the colours: a property like `--t0` may still say “one by day, another by night”. */
export function readPalette(figure: Element): Palette {
	const probe = document.createElement("i");
	figure.append(probe);
	const style = getComputedStyle(probe);
	const colour = (name: string, kind = "") => {
		probe.className = kind;
		probe.style.color = `var(${name})`;
		return style.color;
	};
	const areas = Array.from({ length: 15 }, (_, i) => colour("--t", i < 14 ? `t${i}` : "t"));
	const [paper = "", ink = "", strong = "", mark = ""] = ["paper", "ink-soft", "ink-strong", "cinnabar"].map(
		(name) => colour(`--${name}`),
	);
	probe.style.fontFamily = "var(--text)";
	const text = style.fontFamily;
	probe.style.fontFamily = "var(--title)";
	const title = style.fontFamily;
	probe.remove();
	return { areas, paper, ink, strong, mark, text, title };
}
