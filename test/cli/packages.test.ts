/** What `npm ci` installs runs on the oldest Node that we ask for: it warns of whatever does not. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));

test("every locked package takes the oldest Node that this one takes", () => {
	const oldest = Number(/\d+/.exec(read("package.json").engines.node)![0]);
	const { packages } = read("package-lock.json") as {
		packages: Record<string, { engines?: { node?: string }; optional?: true }>;
	};
	expect(Object.keys(packages).length).toBeGreaterThan(200);
	const refusing = Object.entries(packages).filter(([, { engines, optional }]) => {
		const alternatives = engines?.node?.split("||") ?? [];
		return alternatives.length > 0 && !optional && !alternatives.some((range) => takes(range, oldest));
	});
	expect(refusing.map(([path, { engines }]) => `${path} asks for ${engines?.node}`)).toEqual([]);
});

/** As far as major versions go. */
function takes(range: string, major: number): boolean {
	return range
		.replace(/([<>=^~]) +/g, "$1")
		.trim()
		.split(/\s+(?=[<>=^~\d*])/)
		.every((part) => {
			const [, sign = "", number = "0"] = /^([<>=^~]*)\s*v?(\d+|\*|x)/.exec(part) ?? [];
			const version = Number(number);
			if (Number.isNaN(version)) return true;
			if (sign.startsWith(">")) return major >= version;
			if (sign === "<") return major < version || (major === version && /\.[1-9]/.test(part));
			if (sign === "<=") return major <= version;
			return major === version;
		});
}
