/**
 * The script of the frame in which cells run: a page without an origin, whose policy lets it load nothing. It starts a
 * worker and stands between worker and page; that the worker can be stopped at any time is all that it adds. Cells run
 * in the worker, which takes from them what they could use to speak to anybody.
 */
declare const __CELL_WORKER__: string;

let worker: Worker | undefined;

/** The first message brings the port; whoever else may write here is not heard. */
addEventListener("message", start, { once: true });

function start({ ports: [port], source, data }: MessageEvent): void {
	if (port === undefined || source !== parent || data !== "notapse-cells") return;
	port.onmessage = ({ data }: MessageEvent<FrameCommand>) => {
		if ("library" in data) restart(data.library, port);
		else worker?.postMessage(data.send);
	};
	port.postMessage("open");
}

/** A new worker, without anything that was in the one before. */
function restart(library: string, port: MessagePort): void {
	worker?.terminate();
	const url = URL.createObjectURL(new Blob([__CELL_WORKER__], { type: "text/javascript" }));
	const started = new Worker(url);
	URL.revokeObjectURL(url);
	worker = started;
	started.onmessage = ({ data }) => {
		if (worker === started) port.postMessage(String(data));
	};
	started.onerror = (event) => {
		event.preventDefault();
		if (worker === started) port.postMessage("lost");
	};
	started.postMessage(library);
}

export type FrameCommand =
	/** Start anew, with this text as the library. */
	| { readonly library: string }
	/** For the worker. */
	| { readonly send: string };
