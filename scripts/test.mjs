/**
 * `npm test`: sets up what the tests need, then types, import rules, lint, build and tests. Uses nothing but
 * Node itself, so that it also runs in a fresh clone. The last line reads `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!existsSync("node_modules/vitest")) run("npm", ["ci"]);
setUpBrowser();
run("npm", ["run", "check", "--silent"]);
run("npm", ["run", "build", "--silent"]);
run("npx", ["vitest", "run", ...process.argv.slice(2)]);

/** Debian's Chromium, where this machine lets us install it. Without a browser its tests are skipped, loudly. */
function setUpBrowser() {
	if (browser() !== undefined) return;
	const root = process.getuid?.() === 0;
	if (root && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0) {
		console.log("Installing Chromium and a Chinese font for the browser tests …");
		const quiet = {
			stdio: ["ignore", "ignore", "inherit"],
			env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
		};
		spawnSync("apt-get", ["update", "-q"], quiet);
		spawnSync(
			"apt-get",
			["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
			quiet,
		);
	}
	if (browser() === undefined) {
		console.log("\n*** No Chromium found: the browser tests will be SKIPPED. ***");
		console.log("*** Install it (Debian: apt-get install chromium) or set CHROMIUM to its path. ***\n");
	}
}

function browser() {
	return [
		process.env.CHROMIUM,
		"/usr/bin/chromium",
		"/usr/bin/chromium-browser",
		"/usr/bin/google-chrome",
	].find((file) => file !== undefined && existsSync(file));
}

function run(command, args) {
	const result = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
	if (result.status !== 0) process.exit(result.status ?? 1);
}
