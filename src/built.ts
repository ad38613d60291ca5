/** A file or folder that the build makes, by its name in dist; also for a program that runs from its sources. */
export function built(name: string): URL {
	return new URL(import.meta.url.endsWith(".ts") ? `../dist/${name}` : `./${name}`, import.meta.url);
}
