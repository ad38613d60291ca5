/** Other pages of the site, as documents that run nothing and load nothing. */
const pages = new Map<string, Promise<Document>>();
const mostKept = 40;

export function fetchPage(url: URL): Promise<Document> {
	const key = url.href.replace(/#.*$/s, "");
	let page = pages.get(key);
	if (page === undefined) {
		page = request(key);
		pages.set(key, page);
		page.catch(() => pages.delete(key));
		const [oldest] = pages.keys();
		if (pages.size > mostKept && oldest !== undefined) pages.delete(oldest);
	}
	return page;
}

async function request(url: string): Promise<Document> {
	const response = await fetch(url);
	if (!response.ok || !/html/.test(response.headers.get("content-type") ?? "html")) {
		throw new Error(`${response.status} ${url}`);
	}
	return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Whether a link leads to another page of the same site. */
export function isOtherPage(url: URL): boolean {
	return (
		url.origin === location.origin && url.protocol === location.protocol && url.pathname !== location.pathname
	);
}

const dropped =
	"script,style,link,meta,base,iframe,object,embed,form,input,button,textarea,select,dialog,noscript,video,audio,.anchor,.answer-views>label,.answer-view~.answer-view";
const addresses = ["href", "src", "poster"];

/**
 * Copies nodes of another page into this one. They were sanitised when the page was made; here everything that
 * could act, load from elsewhere or meet an id of this page goes, and addresses are made to lead from here.
 */
export function adopt(nodes: readonly Node[], base: URL): DocumentFragment {
	// Cleaned while they belong to no window: an event handler would speak up on arrival.
	const fragment = (nodes[0]?.ownerDocument ?? document).createDocumentFragment();
	fragment.append(...nodes.map((node) => node.cloneNode(true)));
	for (const element of fragment.querySelectorAll(dropped)) element.remove();
	for (const element of fragment.querySelectorAll("*")) clean(element, base);
	return document.importNode(fragment, true);
}

function clean(element: Element, base: URL): void {
	for (const { name, value } of [...element.attributes]) {
		if (
			/^on|^(?:id|name|style|srcset|srcdoc|autofocus|tabindex|popover|popovertarget|contenteditable)$|^aria-(?:labelledby|describedby|controls|owns)$/i.test(
				name,
			)
		) {
			element.removeAttribute(name);
		} else if (addresses.includes(name) || name === "xlink:href") {
			const url = resolve(value, base);
			if (url === undefined) element.removeAttribute(name);
			else element.setAttribute(name, url.href);
		}
	}
}

function resolve(address: string, base: URL): URL | undefined {
	try {
		const url = new URL(address, base);
		return /^(?:https?|mailto|file):$/.test(url.protocol) ? url : undefined;
	} catch {
		return undefined;
	}
}
