/** Hosts for which `notapse init --deploy` writes what they need, by path from the project's folder. */
export const hosts = ["github", "netlify", "cloudflare"] as const;
export type Host = (typeof hosts)[number];

export interface Deployment {
	readonly path: string;
	readonly text: string;
	/** What remains to be done by hand. */
	readonly next: string;
}

export function deploymentFor(host: Host, version: string): Deployment {
	const run = `npx --yes notapse@${version} compile --out output`;
	switch (host) {
		case "github":
			return {
				path: ".github/workflows/site.yml",
				text: githubWorkflow(run),
				next: "in the repository's settings, under Pages, choose “GitHub Actions” as the source",
			};
		case "netlify":
			return {
				path: "netlify.toml",
				text: `[build]\n  command = "${run} --base-url $URL/"\n  publish = "output"\n\n[build.environment]\n  NODE_VERSION = "20"\n`,
				next: "connect the repository to a site on Netlify",
			};
		case "cloudflare":
			return {
				path: "wrangler.jsonc",
				text: cloudflareConfig(run),
				next: "connect the repository to a Worker on Cloudflare, or run: npx wrangler deploy",
			};
	}
}

function githubWorkflow(run: string): string {
	return `name: site
on:
  push:
    branches: [main]
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: pages
  cancel-in-progress: true

jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - id: pages
        uses: actions/configure-pages@v5
      - run: ${run} --base-url "$BASE_URL/"
        env:
          BASE_URL: \${{ steps.pages.outputs.base_url }}
      - uses: actions/upload-pages-artifact@v3
        with:
          path: output
      - id: deployment
        uses: actions/deploy-pages@v4
`;
}

function cloudflareConfig(run: string): string {
	return `{
	"name": "notes",
	"compatibility_date": "2026-01-01",
	"build": { "command": ${JSON.stringify(run)} },
	"assets": { "directory": "./output", "not_found_handling": "404-page" }
}
`;
}
