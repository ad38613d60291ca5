/**
 * Writes a vault of any size, the same bytes for the same seed: half of the notes Chinese, half English, link
 * targets by preferential attachment (so that in-degrees follow a power law as in real vaults), words by Zipf.
 *
 *     npx tsx bench/generate-vault.ts FOLDER [notes=1000] [seed=1] [chinese=0.5]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

export interface VaultShape {
	readonly notes: number;
	readonly seed: number;
	/** Share of Chinese notes, 0 to 1. */
	readonly chinese: number;
}

/** @returns path → Markdown, in the order of writing */
export function generateVault({ notes, seed, chinese }: VaultShape): Map<string, string> {
	const random = mulberry32(seed);
	const words = { zh: vocabulary(random, chineseWord, 6000), en: vocabulary(random, englishWord, 8000) };
	const tags = Array.from({ length: 12 + Math.round(Math.sqrt(notes)) }, (_, i) =>
		i % 2 === 0 ? zipf(random, words.zh) : `${zipf(random, words.en)}/${zipf(random, words.en)}`,
	);
	const list = Array.from({ length: notes }, (_, i) => {
		const lang = random() < chinese ? ("zh" as const) : ("en" as const);
		const name = `${zipf(random, words[lang])}${lang === "zh" ? "" : " "}${zipf(random, words[lang])} ${i}`;
		const folder = `${lang === "zh" ? "笔记" : "notes"}/${Math.floor(i / 60)}`;
		return { lang, name, path: `${folder}/${name}.md` };
	});
	const files = new Map<string, string>();
	const popular: number[] = [0];
	list.forEach(({ lang, name, path }, i) => {
		const pick = () => {
			const index =
				random() < 0.7 ? popular[Math.floor(random() * popular.length)]! : Math.floor(random() * notes);
			popular.push(index);
			return list[index]!.name;
		};
		files.set(path, writeNote(random, lang, name, words[lang], tags, pick, i));
		popular.push(i);
	});
	return files;
}

function writeNote(
	random: () => number,
	lang: "zh" | "en",
	name: string,
	words: readonly string[],
	tags: readonly string[],
	pick: () => string,
	index: number,
): string {
	const some = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const gap = lang === "zh" ? "" : " ";
	const phrase = (length: number) => Array.from({ length }, () => zipf(random, words)).join(gap);
	const sentence = (): string => {
		const middle =
			random() < 0.18
				? `${gap}[[${pick()}]]${gap}`
				: random() < 0.04
					? ` #${some(tags)} `
					: lang === "zh"
						? "，"
						: ", ";
		return `${phrase(3 + Math.floor(random() * 5))}${middle}${phrase(2 + Math.floor(random() * 6))}${lang === "zh" ? "。" : ". "}`;
	};
	const paragraph = () =>
		Array.from({ length: 2 + Math.floor(random() * 4) }, sentence)
			.join("")
			.trim();
	const blocks = [
		() => `## ${phrase(2)}`,
		paragraph,
		paragraph,
		paragraph,
		() => Array.from({ length: 3 }, () => `- ${sentence().trim()}`).join("\n"),
		() => `> [!${some(["note", "tip", "warning"])}] ${phrase(2)}\n> ${sentence().trim()}`,
		() => `$$\nh_{${index}} = \\tanh(W x_t + U h_{t-1} + b)\n$$`,
		() => `\`\`\`js\nexport const n${index} = ${Math.floor(random() * 1000)};\n\`\`\``,
		() => `| a | b |\n| - | - |\n| ${phrase(1)} | [[${pick()}\\|${phrase(1)}]] |`,
		() => `==${phrase(2)}== **${phrase(1)}** $x_${index % 10}$ ${sentence().trim()}`,
	];
	const head =
		random() < 0.6
			? `---\ntags: [${some(tags)}]\naliases: [${phrase(2)} ${index}a]\nyear: ${1950 + (index % 70)}\n---\n`
			: "";
	const body = Array.from({ length: 4 + Math.floor(random() * random() * 22) }, () => some(blocks)());
	return `${head}# ${name}\n\n${body.join("\n\n")}\n`;
}

/** Most used first; words differ. */
function vocabulary(random: () => number, make: (random: () => number) => string, size: number): string[] {
	const words = new Set<string>();
	while (words.size < size) words.add(make(random));
	return [...words];
}

function chineseWord(random: () => number): string {
	// Two or three of the 2,500 characters from U+4E00 on, low ones more often: the shape of text, not its sense.
	const length = random() < 0.75 ? 2 : 3;
	return String.fromCharCode(...Array.from({ length }, () => 0x4e00 + Math.floor(random() ** 2 * 2500)));
}

function englishWord(random: () => number): string {
	const syllables = [
		"ba",
		"con",
		"de",
		"el",
		"for",
		"gra",
		"in",
		"ka",
		"lo",
		"men",
		"net",
		"or",
		"pre",
		"ra",
		"sta",
		"ti",
		"un",
		"ver",
	];
	const length = 1 + Math.floor(random() * 3.2);
	return (
		Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join("") +
		(random() < 0.3 ? "s" : "")
	);
}

/** Rank r with probability about 1/r. */
function zipf(random: () => number, words: readonly string[]): string {
	return words[Math.floor(words.length ** random()) - 1] ?? words[0]!;
}

/** Seeded random numbers in [0, 1): Tommy Ettinger's Mulberry32 (public domain). */
export function mulberry32(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

export function writeVault(folder: string, shape: VaultShape): void {
	for (const [path, text] of generateVault(shape)) {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const [folder, notes = "1000", seed = "1", chinese = "0.5"] = process.argv.slice(2);
	if (folder === undefined) {
		console.error("usage: generate-vault FOLDER [notes] [seed] [chinese]");
		process.exit(2);
	}
	writeVault(folder, { notes: Number(notes), seed: Number(seed), chinese: Number(chinese) });
}
