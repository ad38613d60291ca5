/** Whether an expression has to do with what we do otherwise on purpose: docs/dataview.md says what that is. */
export function disputed(text: string): boolean {
	const ofNoList = /\b(?:any|all|none)\((?!\[(?:[^[]|\[\])).*=>/;
	return ofNoList.test(text) || /display\(.*!\[\[/.test(text);
}
