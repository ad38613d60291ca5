/**
 * Pages fade into each other by the style sheet alone. When a browser has to skip that (the next page was there
 * too soon, the window is hidden), it is no error, and none shall be reported.
 */
export function allowSkippedTransitions(): void {
	addEventListener("unhandledrejection", (event) => {
		const { reason } = event;
		if (reason instanceof DOMException && /\btransition\b/i.test(reason.message)) event.preventDefault();
	});
}
