import { icon, labelled, make, text } from "./dom.js";

/** A button on each block of code, and on each displayed formula for its TeX. */
export function addCopyButtons(): void {
	if (!navigator.clipboard) return;
	for (const code of document.querySelectorAll<HTMLElement>(".prose pre")) {
		addButton(code, () => code.querySelector("code")?.textContent ?? code.textContent ?? "");
	}
	for (const formula of document.querySelectorAll<HTMLElement>(".prose .math-block")) {
		const tex = formula.querySelector("annotation[encoding='application/x-tex']");
		if (tex !== null) addButton(formula, () => tex.textContent ?? "");
	}
}

/** The button stands beside what it copies: inside, it would scroll away with long lines. */
function addButton(block: Element, content: () => string): void {
	const button = make("button", { type: "button", class: "copy-button", ...labelled("copy") }, icon(sheets));
	button.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(content());
		} catch {
			return;
		}
		button.replaceChildren(icon(tick));
		button.setAttribute("aria-label", text("copied"));
		setTimeout(() => {
			button.replaceChildren(icon(sheets));
			button.setAttribute("aria-label", text("copy"));
		}, 1600);
	});
	const frame = make("div", { class: "copyable" });
	block.replaceWith(frame);
	frame.append(block, button);
}

const sheets = "M9 9h11v11H9zM15 9V4H4v11h5";
const tick = "M5 12.5l4.5 4.5L19 7.5";
