import { describe, expect, it } from "vitest";
import { noteOf } from "./support.js";

describe("alias candidates", () => {
	it.each([
		["[[长短期记忆网络]]（LSTM）", "长短期记忆网络=LSTM"],
		["#消息传递 （message passing）", "消息传递=message passing"],
		["#注意力 (attention)", "注意力=attention"],
		["[[a/循环网络]]（RNN，recurrent net）", "循环网络=RNN 循环网络=recurrent net"],
		["[[循环网络|它]]（RNN）", "循环网络=RNN"],
		["[[Long Short-Term Memory]] (LSTM)", "Long Short-Term Memory=LSTM"],
		["#Transformer （[[变换器]]）", "Transformer=变换器"],
		["[[注意力]]（AT&amp;T，attention）", ""],
		["[[设置]]（see below）", ""],
		["[[设置]]（参考手册）", ""],
		["[[设置]]（2020）", ""],
		["[[Settings]] (in the menu)", ""],
		["[[Settings]] （省略时自动选择）", ""],
		["[[循环网络#历史]]（RNN）", ""],
		["循环网络（RNN）", ""],
		["堆叠（[[堆叠网络]]）", ""],
		["![[图.png]]（RNN）", ""],
		["[[循环网络]]，（RNN）", ""],
		["[[循环网络]]（RNN", ""],
		["[[循环网络]]\n\n（RNN）", ""],
		["%%[[循环网络]]（RNN）%%", ""],
	])("%s", (source, expected) => {
		const pairs = noteOf(source).aliasCandidates.map(({ of, alias }) => `${of}=${alias}`);
		expect(pairs.join(" ")).toBe(expected);
	});
});
