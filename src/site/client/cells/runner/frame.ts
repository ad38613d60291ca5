import { make } from "../../dom-parts.js";
import type { FrameCommand } from "../frame/main.js";
import { loadScript } from "../load-script.js";

/** How an evaluation ended: an answer of the worker as text, or why there is none. */
export type Outcome = { readonly answer: string } | { readonly fate: "timeout" | "stopped" | "lost" };

/**
 * The page's end of the line to the frame in which cells run. One cell at a time; one that takes too long is ended
 * together with its worker, and everything in it has to be evaluated again: `generation` counts workers.
 */
export class CellFrame {
	generation = 0;
	private port: MessagePort | undefined;
	private hear: (message: string) => void = () => {};
	private stopNow: (() => void) | undefined;
	private ready: Promise<void> | undefined;

	constructor(
		private readonly address: string,
		private readonly libraryAddress: string,
	) {}

	/** Sends a cell to the worker, which is started if it is not there. */
	async evaluate(command: object, seconds: number): Promise<Outcome> {
		await this.start();
		return new Promise((resolve) => {
			const end = (outcome: Outcome) => {
				clearTimeout(timer);
				this.hear = () => {};
				this.stopNow = undefined;
				if ("fate" in outcome) this.ready = undefined;
				resolve(outcome);
			};
			const timer = setTimeout(() => end({ fate: "timeout" }), seconds * 1000);
			this.stopNow = () => end({ fate: "stopped" });
			this.hear = (answer) => end(answer === "lost" ? { fate: "lost" } : { answer });
			this.tell({ send: JSON.stringify(command) });
		});
	}

	/** Ends what is being evaluated. */
	stop(): void {
		this.stopNow?.();
	}

	/** What cannot be trusted any more is not used again. */
	discard(): void {
		this.ready = undefined;
	}

	/** Starts frame and worker ahead of time. */
	start(): Promise<void> {
		this.ready ??= this.open().catch((error) => {
			this.ready = undefined;
			throw error;
		});
		return this.ready;
	}

	private async open(): Promise<void> {
		const [library] = await Promise.all([loadScript<string>(this.libraryAddress, "data"), this.connect()]);
		this.generation += 1;
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error("no answer")), startLimit);
			this.hear = (message) => {
				clearTimeout(timer);
				if (message === '{"kind":"ready"}') resolve();
				else reject(new Error(message));
			};
			this.tell({ library });
		});
	}

	private connect(): Promise<void> {
		if (this.port !== undefined) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const frame = make("iframe", {
				sandbox: "allow-scripts",
				src: this.address,
				class: "cell-frame-window",
				title: "notapse",
				tabindex: "-1",
				"aria-hidden": "true",
			});
			const { port1, port2 } = new MessageChannel();
			const timer = setTimeout(() => {
				frame.remove();
				reject(new Error("no frame"));
			}, startLimit);
			port1.onmessage = ({ data }) => {
				if (data !== "open") return;
				clearTimeout(timer);
				this.port = port1;
				port1.onmessage = ({ data }) => this.hear(String(data));
				resolve();
			};
			// The frame has no origin that could be named here; what it gets is no secret.
			frame.onload = () => frame.contentWindow?.postMessage("notapse-cells", "*", [port2]);
			document.body.append(frame);
		});
	}

	private tell(command: FrameCommand): void {
		this.port?.postMessage(command);
	}
}

/** Milliseconds, for a slow machine. */
const startLimit = 20_000;
