/** The notes that `notapse init` writes, by their path in the vault. They say nothing that is not also true. */
export const starterEn: Readonly<Record<string, string>> = {
	"Start here.md": `---
aliases: [Home]
tags: [guide]
---
This is a vault: a folder of Markdown notes that link to each other. Each note holds one thought, and [[Links|links]] say how thoughts belong together.

- [[Links]] lead from note to note, and every note knows what leads to it.
- [[Tags and properties]] gather notes that have something in common.
- [[Formulas, code and drawings]] shows what else a note can hold.

> [!tip] Three commands
> \`notapse compile --serve --watch\` shows this vault as a site while you write.
> \`notapse check\` lists dead links and other flaws.
> \`notapse graph\` exports the graph of your thoughts.
`,
	"Links.md": `---
aliases: [wikilinks]
---
Two pairs of brackets make a link: [[Start here]]. After a bar stands what is shown: [[Start here|back to the start]]. A hash leads to a heading, such as [[Formulas, code and drawings#Formulas]].

A link may also lead to a note that you have not written yet. It is shown as such, the graph knows the name already, and \`notapse check\` keeps the list. #guide

An exclamation mark shows a part of the other note right here:

![[Tags and properties#^one-sentence]]
`,
	"Tags and properties.md": `---
tags: [guide/tags]
status: draft of a thought
---
A tag is a word after a hash, such as #guide, and tags can be nested: #guide/tags lies below it. A tag and a note with the same name are one concept. ^one-sentence

Properties stand at the top of a note. \`aliases\` gives it further names, \`publish: false\` keeps it to yourself. See also [[Links]].
`,
	"Formulas, code and drawings.md": `#guide

## Formulas

A recurrent network reads a sequence one step at a time and remembers: $h_t = \\tanh(W x_t + U h_{t-1})$. It looks at notes as they look at each other, through their [[Links]].

## Code

\`\`\`python
def step(x, h, W, U):
    return tanh(W @ x + U @ h)
\`\`\`

## Drawings

\`\`\`mermaid
flowchart LR
  thought --> note --> link --> thought
\`\`\`
`,
};
