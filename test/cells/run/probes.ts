/** What a probe may try its hand at: none of it is to be had in the sandbox. */
export interface Prey {
	/** Absolute path of a file whose text is `secret`; in its folder lie `canary.json` and `canary.js` with the same. */
	readonly file: string;
	readonly folder: string;
	/** A server that must not be asked. */
	readonly port: number;
	readonly secret: string;
	/** The script that the engine has loaded from disk. */
	readonly script: string;
	/** Process id of the runner. */
	readonly pid: number;
}

/** A body of a function, or a module as it stands. */
export type Probe = string | { readonly static: string };

function node(name: string, body: string): string {
	return `const m = await import("node:" + "${name}"); ${body}`;
}

/**
 * Towards what lies outside of the engine: files, environment, network, processes. Name → program. A body of a function that answers something true if it has got what it wanted; throwing and
 * answering nothing are failures. `static` ones are modules as they stand: to be loaded is to have got it.
 */
export function outwardProbes(prey: Prey): Readonly<Record<string, Probe>> {
	const { file, folder, port, script, pid } = prey;
	const path = JSON.stringify(file);
	const url = `http://127.0.0.1:${port}/`;
	return {
		"a file, by node:fs": node("fs", `return m.readFileSync(${path}, "utf8")`),
		"a file, by promises": node("fs/promises", `return m.readFile(${path}, "utf8")`),
		"a file's existence": node("fs", `return m.existsSync(${path})`),
		"a file's size": node("fs", `return m.statSync(${path}).size`),
		"a folder's names": node("fs", `return m.readdirSync(${JSON.stringify(folder)}).length`),
		"/etc/passwd": node("fs", 'return m.readFileSync("/etc/passwd", "utf8")'),
		"the environment, by /proc": node("fs", 'return m.readFileSync("/proc/self/environ", "utf8")'),
		"memory, by /proc": node("fs", 'return m.openSync("/proc/self/mem", "r+")'),
		"open files, by /proc": node("fs", 'return m.readdirSync("/proc/self/fd").length'),
		"writing a file": node("fs", `m.writeFileSync(${path}, "changed"); return true`),
		"writing beside the engine": node("fs", 'm.writeFileSync("./left-behind", "x"); return true'),
		"a link to a file": node(
			"fs",
			`m.symlinkSync(${path}, "./link"); return m.readFileSync("./link", "utf8")`,
		),
		"deleting a file": node("fs", `m.rmSync(${path}); return true`),
		"watching a folder": node(
			"fs",
			`return await new Promise((yes, no) => m.watch(${JSON.stringify(folder)}).on("change", yes).on("error", no))`,
		),
		"a folder for temporary files": node("fs", 'return m.mkdtempSync("/tmp/probe-")'),
		"the disk": node("fs", 'return m.statfsSync("/").blocks'),
		"a database on the disk": node(
			"sqlite",
			`new m.DatabaseSync(${JSON.stringify(`${folder}/new.db`)}).exec("create table t(x)"); return true`,
		),
		"a snapshot of the heap on the disk": node("v8", "return m.writeHeapSnapshot()"),
		"a report on the disk": node("process", "return m.report.writeReport()"),
		"files by WASI": node(
			"wasi",
			`new m.WASI({ version: "preview1", preopens: { "/": "/" } }); return m.WASI.prototype.start && false`,
		),
		require: node("module", `return m.createRequire("file:///x.js")("fs").readFileSync(${path}, "utf8")`),
		"a file as JSON, computed": `return (await import("file://" + ${path} + ".json", { with: { type: "json" } })).default`,
		"a file as a module, computed": `return (await import("file://" + ${JSON.stringify(`${folder}/canary.js`)})).default`,
		"a file as text, literal": {
			static: `import x from ${path} with { type: "text" }; export const got = x;`,
		},
		"a file as bytes, literal": {
			static: `import x from ${path} with { type: "bytes" }; export const got = x;`,
		},
		"a file as JSON, literal": {
			static: `import x from "${folder}/canary.json" with { type: "json" }; export const got = x;`,
		},
		"a file as a module, literal": { static: `export * from "file://${folder}/canary.js";` },
		"a literal import() of a file": {
			static: `export const got = await import("file://${folder}/canary.js");`,
		},
		"a literal import() of JSON": {
			static: `export const got = await import("file://${folder}/canary.json", { with: { type: "json" } });`,
		},
		"the engine's own script": `return await import("file://" + ${JSON.stringify(script)})`,
		"a file behind a data: module": `return await import("data:text/javascript," + encodeURIComponent('import x from "file://${folder}/canary.json" with { type: "json" }; export default x'))`,
		"a remote module": { static: `import "${url}module.js";` },
		"a remote module, computed": `return await import("${url}" + "module.js")`,
		"a package": `return await import("npm:" + "left-pad")`,
		"a package of jsr": `return await import("jsr:" + "@std/assert")`,
		"the engine's inner modules": `for (const name of ["ext:core/ops", "ext:core/mod.js", "ext:deno_fs/30_fs.js", "ext:runtime/98_global_scope_worker.js"]) { try { await import(name); return name } catch {} }`,

		"the environment": node("process", "return m.env.NOTAPSE_CANARY ?? m.env.HOME ?? m.env.PATH"),
		"all of the environment": node("process", "return Object.keys({ ...m.env }).length"),
		"the host's name": node("os", "return m.hostname()"),
		"the user": node("os", "return m.userInfo().username"),
		"network interfaces": node("os", "return Object.keys(m.networkInterfaces()).length"),

		fetch: `return (await globalThis.fetch("${url}")).status`,
		XMLHttpRequest: "return globalThis.XMLHttpRequest",
		WebSocket: `return new globalThis.WebSocket("ws://127.0.0.1:${port}/")`,
		EventSource: `return await new Promise((yes, no) => { const s = new globalThis.EventSource("${url}"); s.onopen = yes; s.onerror = no })`,
		http: node(
			"http",
			`return await new Promise((yes, no) => m.get("${url}", (r) => yes(r.statusCode)).on("error", no))`,
		),
		http2: node(
			"http2",
			`return await new Promise((yes, no) => { const c = m.connect("${url}"); c.on("connect", yes); c.on("error", no) })`,
		),
		TCP: node(
			"net",
			`return await new Promise((yes, no) => m.connect(${port}, "127.0.0.1", () => yes(true)).on("error", no))`,
		),
		listening: node(
			"net",
			`return await new Promise((yes, no) => m.createServer().on("error", no).listen(0, () => yes(true)))`,
		),
		"a socket in the file system": node(
			"net",
			`return await new Promise((yes, no) => m.connect("/var/run/docker.sock", () => yes(true)).on("error", no))`,
		),
		UDP: node(
			"dgram",
			`const s = m.createSocket("udp4"); return await new Promise((yes, no) => { s.on("error", no); s.send("x", ${port}, "127.0.0.1", (e) => e ? no(e) : yes(true)) })`,
		),
		names: node(
			"dns",
			`return await new Promise((yes, no) => m.lookup("localhost", (e, a) => e ? no(e) : yes(a)))`,
		),
		undici: node("undici", "return true"),

		"a process": node("child_process", `return m.execSync("id").toString()`),
		"a process, by spawn": node(
			"child_process",
			`return await new Promise((yes, no) => m.spawn("/bin/sh", ["-c", "touch ${folder}/spawned"]).on("error", no).on("exit", yes))`,
		),
		"a process, by fork": node("child_process", `return m.fork("x.js").pid`),
		"a cluster": node("cluster", "return m.default.fork().id"),
		"a worker": `return await new Promise((yes, no) => { const w = new globalThis.Worker("data:text/javascript,postMessage(Deno.readTextFileSync('${file}'))", { type: "module" }); w.onmessage = ({ data }) => yes(data); w.onerror = (e) => { e.preventDefault(); no() } })`,
		"a worker of Node's, with files": node(
			"worker_threads",
			`return await new Promise((yes, no) => { const w = new m.Worker('require("worker_threads").parentPort.postMessage(require("fs").readFileSync(${path}, "utf8"))', { eval: true }); w.on("message", yes); w.on("error", no); setTimeout(no, 1500) })`,
		),
		"killing the runner": node("process", `return m.kill(${pid}, 0)`),
		"killing by signal": node("process", `m.kill(${pid}, "SIGTERM"); return true`),
		"another user": node("process", "m.setuid(65534); return true"),
		"another folder": node("process", `m.chdir("/"); return true`),
		"the inspector": node("inspector", `m.open(0); return m.url()`),
		"the inspector's session": node(
			"inspector",
			`const s = new m.Session(); s.connect(); return await new Promise((yes, no) => s.post("Runtime.evaluate", { expression: "Deno.readTextFileSync(${path.replaceAll('"', "'")})" }, (e, r) => e ? no(e) : yes(r.result.value)))`,
		),
		"a library in machine code": node(
			"process",
			`m.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6"); return true`,
		),
		"another flag for V8": node(
			"v8",
			`m.setFlagsFromString("--no-disallow-code-generation-from-strings"); return (0, eval)("1")`,
		),
		"another realm": node(
			"vm",
			`return m.runInNewContext("typeof Deno !== 'undefined' && Deno.readTextFileSync('" + ${path} + "')")`,
		),
		"this realm by vm": node("vm", `return m.runInThisContext("Deno.readTextFileSync('${file}')")`),
	};
}

/** Towards the runner, other cells, and code that nobody has looked at. */
export function inwardProbes({ secret, file }: Prey): Readonly<Record<string, Probe>> {
	return {
		BroadcastChannel: `return new globalThis.BroadcastChannel("x")`,
		caches: `return await globalThis.caches.open("x")`,
		localStorage: `globalThis.localStorage.setItem("x", "y"); return true`,
		sessionStorage: `globalThis.sessionStorage.setItem("x", "y"); return true`,
		indexedDB: `return globalThis.indexedDB.open("x")`,
		"Deno, by its symbols": `return Object.getOwnPropertySymbols(globalThis).some((it) => { const v = globalThis[it]; return v && (v.core || v.ops) })`,
		Deno: "return globalThis.Deno ?? globalThis.process ?? globalThis.global ?? globalThis.Buffer ?? globalThis.require",
		"inner bindings": node(
			"process",
			`const b = m.binding("fs"); return b.internalModuleReadJSON?.(${JSON.stringify(file)}) ?? b.readFileUtf8?.(${JSON.stringify(file)}, 0)`,
		),
		eval: `return globalThis.eval("1 + 1")`,
		"a function from text": `return (() => {}).constructor("return 1")()`,
		"a generator from text": `return (function* () {}).constructor("yield 1")().next().value`,
		"an async function from text": `return await (async () => {}).constructor("return 1")()`,
		"a timer with text": `return setTimeout("1", 0)`,
		"polluting objects": "Object.prototype.polluted = 1; return ({}).polluted",
		"polluting by __proto__": "({}).__proto__.polluted = 1; return ({}).polluted",
		"polluting by defineProperty": `Object.defineProperty(Array.prototype, "polluted", { value: 1 }); return [].polluted`,
		"other arrays": "Array.prototype.push = () => 1; return [].push(5, 6) === 1",
		"other promises":
			"const then = Promise.prototype.then; Promise.prototype.then = function () {}; return Promise.prototype.then !== then",
		"another JSON": "JSON.stringify = () => '{}'; return true",
		"other globals": "globalThis.polluted = 1; return true",
		"another prototype of the global object": "Object.setPrototypeOf(globalThis, null); return true",
		"another prepareStackTrace":
			"Error.prepareStackTrace = (_, sites) => sites; return new Error().stack.map((it) => it.getThis() ?? it.getFunction()).filter(Boolean).length",
		"a global by a callback's this": "return [1].map(function () { return this })[0]",
		"posting as the runner": `globalThis.postMessage(JSON.stringify({ kind: "done", cell: 0 })); return true`,
		"closing the worker": "globalThis.close(); return true",
		"listening to the runner": `globalThis.addEventListener("message", () => {}); return true`,
		"an event of one's own": `return new globalThis.MessageEvent("message", { data: "x" })`,
		"a forged event": `const brand = Object.getOwnPropertySymbols(globalThis).find((it) => String(it).includes("brand")); const event = { type: "message", data: "{}" }; event[brand] = globalThis[brand]; globalThis.dispatchEvent(event); return event.defaultPrevented`,
		"a module from text": `return URL.createObjectURL(new globalThis.Blob(["export default 1"]))`,
		"the library's connection": `return (await import("LIBRARY")).connect()`,
		"the secret in memory": `return JSON.stringify(Object.getOwnPropertyNames(globalThis).map((it) => String(globalThis[it]))).includes(${JSON.stringify(secret)}.slice(0, 8))`,
	};
}

/**
 * Towards code that nobody has read, and a clock. The sandbox's own walls let these in, for they lie within the engine; a
 * program that says them is not run.
 */
export const importProbes: Readonly<Record<string, string>> = {
	"a module from text, computed": `const u = "data:text/javascript,export default " + encodeURIComponent("40+2"); return (await import(u)).default`,
	"a module from text": `return (await import("data:text/javascript,export default 42")).default`,
	"a module from text, by its escape": `return (await import("\\x64ata:text/javascript,export default 42")).default`,
	"the clock": node("perf_hooks", "return m.performance.now()"),
	"the clock, literal": `return (await import("node:perf_hooks")).performance.now()`,
	"a database in memory": node("sqlite", `return new m.DatabaseSync(":memory:")`),
	threads: node("worker_threads", "return m.threadId"),
	"itself once more": "return await import(import.meta.url)",
	"by a template": `return await import(\`node:\${"fs"}\`)`,
	"by a tag": "return await import(String.raw`node:fs`)",
	"by a type": `return await import("node:fs" as string)`,
	"with options": `return await import("notapse", {})`,
	"with a phase": `return await import.defer("node:fs")`,
	"from its source": `return await import.source("node:fs")`,
};
