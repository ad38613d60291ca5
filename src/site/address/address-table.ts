import type { Diagnostic, SitePath, VaultPath } from "../../model/index.js";
import { foldPath, hashOf } from "./names.js";

/** A file of the site that wants an address. */
export interface Claim {
	/** Folder in the site, with its trailing slash; empty at the root. */
	readonly folder: SitePath;
	readonly stem: string;
	/** With its dot. */
	readonly extension: string;
	/** Who claims: decides the suffix if the address is taken, and names the claimant in the warning. */
	readonly owner: string;
	/** The file of the vault behind the claim, for the warning. */
	readonly path?: VaultPath;
}

/** Who has an address, and how it is spelt. */
export interface Owner {
	readonly owner: string;
	readonly file: SitePath;
	readonly path?: VaultPath;
}

/**
 * Who has which address. Two paths are one address when a file system might take them for one (`foldPath`), and
 * no file has the address of a folder.
 */
export class AddressTable {
	readonly diagnostics: Diagnostic[] = [];
	readonly #owners = new Map<string, Owner>();
	readonly #folders = new Set<string>([""]);

	/** An address that cannot be argued with, taken before all others. */
	reserve(path: SitePath, owner: string): void {
		this.#owners.set(foldPath(path), { owner, file: path });
	}

	/** A folder of the site, for a folder of the vault if `path` is given: the same name twice gives two folders. */
	claimFolder(parent: SitePath, name: string, owner: string, path?: VaultPath): SitePath {
		const claim = { folder: parent, stem: name, extension: "", owner, ...(path !== undefined && { path }) };
		const given = this.#free(claim);
		if (given !== parent + name) this.#warn(claim, given);
		this.#folders.add(foldPath(given));
		this.#own(given, claim);
		return `${given}/`;
	}

	/**
	 * Gives each claimant an address, index for index. Every claimant that is the first to want an address gets it;
	 * only then do the others get a suffix, so that a suffix never displaces somebody's natural address.
	 */
	claim(claims: readonly Claim[]): SitePath[] {
		const natural = claims.map((claim) => this.#take(claim));
		return claims.map((claim, i) => natural[i] ?? this.#takeWithSuffix(claim));
	}

	/** For redirects: takes the address if it is free and a file can lie there, else says who is in the way. */
	claimIfFree(path: SitePath, owner: string): Owner | undefined {
		const folded = foldPath(path);
		const holder = this.#owners.get(folded) ?? this.#makeFolders(folded);
		if (holder === undefined) this.#owners.set(folded, { owner, file: path });
		return holder;
	}

	#take(claim: Claim): SitePath | undefined {
		const path = `${claim.folder}${claim.stem}${claim.extension}`;
		if (this.#owners.has(foldPath(path))) return undefined;
		this.#own(path, claim);
		return path;
	}

	#takeWithSuffix(claim: Claim): SitePath {
		const path = this.#free(claim);
		this.#warn(claim, path);
		this.#own(path, claim);
		return path;
	}

	#own(path: SitePath, { owner, path: source }: Claim): void {
		this.#owners.set(foldPath(path), { owner, file: path, ...(source !== undefined && { path: source }) });
	}

	/** The plain path, or the first free one with more and more of the owner's hash. */
	#free({ folder, stem, extension, owner }: Claim): SitePath {
		let path = `${folder}${stem}${extension}`;
		const hash = hashOf(owner);
		for (let digits = 4; this.#owners.has(foldPath(path)) && digits <= hash.length; digits += 4) {
			path = `${folder}${stem}-${hash.slice(0, digits)}${extension}`;
		}
		return path;
	}

	/** Only about files of the vault: where the site's own lists lie is nobody's worry. */
	#warn({ folder, stem, extension, owner, path }: Claim, given: SitePath): void {
		if (path === undefined) return;
		const wanted = `${folder}${stem}${extension}`;
		const holder = this.#owners.get(foldPath(wanted));
		const other = holder?.path === undefined ? "a file of the site's own" : `“${holder.owner}”`;
		this.diagnostics.push({
			rule: "site/collision",
			severity: "warning",
			message: `“${owner}” and ${other} would both be “${wanted}” on the site; “${owner}” is published as “${given}”.`,
			hint: "rename one of them",
			path,
			...(holder?.path !== undefined && { related: [holder.path] }),
		});
	}

	/** Makes the folders above a path folders, unless one of them is a file already: then says whose. */
	#makeFolders(folded: string): Owner | undefined {
		const above: string[] = [];
		for (let slash = folded.indexOf("/"); slash !== -1; slash = folded.indexOf("/", slash + 1)) {
			const folder = folded.slice(0, slash);
			if (this.#folders.has(folder)) continue;
			const holder = this.#owners.get(folder);
			if (holder !== undefined) return holder;
			above.push(folder);
		}
		for (const folder of above) {
			this.#folders.add(folder);
			this.#owners.set(folder, { owner: `${folder}/`, file: folder });
		}
		return undefined;
	}
}
