import { defineConfig } from "vitest/config";

export default defineConfig({
	define: { __NOTAPSE_VERSION__: JSON.stringify("0.0.0-test"), __NOTAPSE_SOURCES__: JSON.stringify("test") },
	test: {
		include: ["test/**/*.test.ts"],
		// One process, modules loaded once: four times less CPU than a fresh world for each file.
		isolate: false,
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// A browser or a child process on a busy machine gets a second attempt; the closing lines name whoever took it.
		retry: 1,
		reporters: process.env.CI
			? ["dot", "./test/support/closing-line.ts"]
			: ["default", "./test/support/closing-line.ts"],
	},
});
