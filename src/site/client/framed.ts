/**
 * A page opened as a file may not fetch another, but may show it in a frame. The frame's name tells the page
 * inside that it is a preview: it leaves out everything around the text, and its links open outside.
 */
export const frameName = "notapse-preview";

export function isFramed(): boolean {
	return window.name === frameName && window.parent !== window;
}

export function beFramed(): void {
	document.documentElement.dataset.framed = "";
	for (const link of document.querySelectorAll("a[href]")) link.setAttribute("target", "_top");
}
