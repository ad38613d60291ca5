/** Which elements outputs of cells and programs may show: those of raw HTML in a note that load nothing. */
export const htmlElements: ReadonlySet<string> = new Set(
	(
		"a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure " +
		"h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark meter ol p pre progress q rp rt ruby s samp section small span strike strong sub " +
		"summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
	).split(" "),
);

/** Of these nothing is kept, not even their text. */
export const htmlDropped: ReadonlySet<string> = new Set(
	(
		"script style math template noscript noembed noframes object applet embed iframe select textarea title xmp " +
		"head frameset frame plaintext audio video canvas link meta base param source track input button"
	).split(" "),
);
