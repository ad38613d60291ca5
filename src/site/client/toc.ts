/** Marks the section that is being read in the table of contents. */
export function followSections(): void {
	const links = new Map<Element, HTMLAnchorElement>();
	for (const link of document.querySelectorAll<HTMLAnchorElement>(".toc a[href*='#']")) {
		const heading = document.getElementById(decode(link.hash.slice(1)));
		if (heading !== null) links.set(heading, link);
	}
	if (links.size === 0) return;
	const headings = [...links.keys()];
	const update = () => {
		const passed = headings.filter((heading) => heading.getBoundingClientRect().top < readingLine);
		mark(links, passed.at(-1));
	};
	const observer = new IntersectionObserver(update, { rootMargin: `-${readingLine}px 0px -40% 0px` });
	for (const heading of headings) observer.observe(heading);
	// A jump may pass a heading without ever showing it.
	document.addEventListener("scrollend", update);
}

/** Pixels from the top of the window: what stands above it has been read. */
const readingLine = 120;

function mark(links: ReadonlyMap<Element, HTMLAnchorElement>, current: Element | undefined): void {
	for (const [heading, link] of links) {
		if (heading === current) link.setAttribute("aria-current", "location");
		else link.removeAttribute("aria-current");
	}
	const link = current && links.get(current);
	if (link) keepInView(link);
}

/** Scrolls the table of contents and nothing else: `scrollIntoView` would move the page too. */
function keepInView(link: HTMLAnchorElement): void {
	let list = link.parentElement;
	while (list !== null && !scrolls(list)) list = list.parentElement;
	if (list === null || list === document.documentElement || list === document.body) return;
	const offset = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
	if (offset < 0 || offset > list.clientHeight - 40) list.scrollTop += offset - list.clientHeight / 2;
}

function scrolls(element: Element): boolean {
	return (
		element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY)
	);
}

function decode(fragment: string): string {
	try {
		return decodeURIComponent(fragment);
	} catch {
		return fragment;
	}
}
