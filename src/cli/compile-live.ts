import type { CompileResult } from "../compile.js";
import type { SiteServer } from "../server/index.js";
import { harmlessJson } from "./cells.js";
import {
	type BuildLog,
	compileOnce,
	compileOptions,
	createLog,
	type Job,
	toDocument,
	writeReport,
} from "./compile-once.js";
import { findingsLine, rebuildLine } from "./compile-summary.js";
import { describeFailure } from "./failure.js";

/** `--watch` and `--serve`: goes on until Ctrl-C. */
export async function compileLive(job: Job): Promise<never> {
	const signal = job.shell.interruptible();
	await compileOnce(job);
	const server = job.options.serve === undefined ? undefined : await startServer(job);
	const log = createLog();
	const watcher = job.options.watch ? startWatch(job, signal, log, () => server?.reload()) : undefined;
	await Promise.race([aborted(signal), watcher]);
	await aborted(signal);
	// What is being parsed may be left; what is being written is finished.
	if (log.writing) await (await watcher)?.close();
	throw signal.reason;
}

async function startServer({ project, options, console }: Job): Promise<SiteServer> {
	const { serveSite } = await import("../server/index.js");
	const server = await serveSite(project.config.out, {
		...(typeof options.serve === "string" && { port: Number(options.serve) }),
		...(options.host !== undefined && { host: options.host }),
		live: options.watch ?? false,
	});
	const { paintRemark } = console;
	if (options.json) console.remark(JSON.stringify({ kind: "serving", url: server.url }));
	else
		console.remark(
			`  ${paintRemark("green", "●")} ${paintRemark("bold", server.url)}   ${paintRemark("dim", "Ctrl-C ends")}`,
		);
	if (!server.loopback && !options.json) {
		console.remark(`  ${paintRemark("yellow", "⚠")} other machines on the network can read the site`);
	}
	return server;
}

/** The first build of the watch finds everything as `compileOnce` left it, and says nothing. */
async function startWatch(
	job: Job,
	signal: AbortSignal,
	log: BuildLog,
	changed: () => void,
): Promise<{ close(): Promise<void> }> {
	const { watch } = await import("../watch.js");
	let first = true;
	return watch({ ...compileOptions(job, signal, log), force: false }, (result, error) => {
		if (result === undefined) {
			const { text } = describeFailure(error, job.console.paintRemark);
			if (!signal.aborted) job.console.complain(text);
		} else if (!result.upToDate && !(first && isUnchanged(result))) {
			tell(job, result);
			changed();
		}
		first = false;
	});
}

function isUnchanged({ summary }: CompileResult): boolean {
	return summary.written === 0 && summary.removed === 0;
}

function tell(job: Job, result: CompileResult): void {
	const { console, options } = job;
	writeReport(job, result).catch((error: unknown) => {
		console.complain(describeFailure(error, console.paintRemark).text);
	});
	if (options.json) {
		console.print(harmlessJson(toDocument(job, result)));
		return;
	}
	const findings = findingsLine(result, console.paintRemark);
	console.remark(
		rebuildLine(result, console.paintRemark) + (findings === undefined ? "" : ` ·${findings.slice(1)}`),
	);
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
