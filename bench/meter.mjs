// Loaded before the program: at its exit, what the process has used goes to the file descriptor that was asked for.
import { writeSync } from "node:fs";

process.on("exit", () => {
	const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
	const figures = { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: (maxRSS * 1024) / 1e6 };
	writeSync(Number(process.env.NOTAPSE_METER), JSON.stringify(figures));
});
