/** The vault of the tests: books, people, days and tasks. */
export const vault: Readonly<Record<string, string>> = {
	"books/Dune.md": `---
rating: 5
author: "[[Herbert]]"
genres: [sf, classic]
read: 2026-11-20
length: 21 hours
tags: [book/sf]
aliases: [沙丘]
Time Spent: 3
---
Spice. See [[Emma]] and [[Nobody]].

- [ ] quote it #todo 📅 2026-12-01
	- [x] find the page ✅ 2026-11-22
	- a remark [page:: 12]
- [x] return it [due:: 2026-11-25] ^ret

## Notes

- plain item #idea
status:: open
`,
	"books/Emma.md": `---
rating: 3
author: "[[Austen]]"
genres: [classic]
read: 2026-10-01
tags: book
---
mood:: calm
mood:: witty
**Bold Key**:: yes
`,
	"books/Odd.md": `---
rating: "many"
tags: [Book]
---
[[Dune#Notes|the notes]]
`,
	"people/Herbert.md": "---\nborn: 1920\n---\n![[Dune]]\n",
	"people/Austen.md": "---\nborn: 1775\n---\n",
	"days/2026-11-23.md": "# A day\n\n- [/] halfway\n",
	"Home.md": "---\nwant: 4\nlist: [1, 2, 3]\n---\n",
	"draft.md": "---\npublish: false\n---\n",
};
