/**
 * Broken variants of the demo's cells, by note: what is broken, in words, and the text that does it. A text stands
 * once in its note. Where a test is about a broken variant already, the variant here is the one that is whole.
 */
export const variants: Readonly<
	Record<string, readonly (readonly [what: string, text: string, instead: string])[]>
> = {
	循环神经网络: [
		["it knocks twice", "t === 0 ? 0.5 : 0", "t <= 1 ? 0.5 : 0"],
		["the hidden state hears nothing of itself", "gain: 0.7", "gain: 0"],
	],
	前馈神经网络: [
		["flat stairs", "steep = 10", "steep = 0.05"],
		["stairs that are steep after all", "worst(80, 0.05)", "worst(80, 10)"],
		["it bends after all", "worst(80, 10, (z) => z)", "worst(80, 10, sigmoid)"],
		["hardly trained", "update < 500", "update < 5"],
	],
	有限状态自动机: [
		["one of the two is enough", "[Q, X]), 1.5)", "[Q, X]), 0.5)"],
		["less steep", "steep = 40", "steep = 8"],
		["steep after all", "automatonCell(delta, 4)", "automatonCell(delta)"],
	],
	延时神经网络: [
		["delays with gaps", "{ lag: k + 1 }", "{ lag: 2 * k + 1 }"],
		["the frame before is left out", "{ lag: k + 1 }", "{ lag: k + 2 }"],
		["a window that depends on the length", "{ lag: k + 1 }", "{ lag: k + 1 + (x.rows > 15 ? 1 : 0) }"],
	],
	有外部输入的非线性自回归模型: [
		["weights that sum to less", "total = 0.8", "total = 0.7"],
		["every delay is one step", "{ lag: k + 1 }", "{ lag: 1 }"],
		["weights that sum to more", "scale(h, total / delays)", "scale(h, total)"],
		["the sum stays 0.8", "narxCell(delays, total)", "narxCell(delays, 0.8)"],
	],
	动力系统: [
		["twice the weight", "Math.tanh(w * h + x)", "Math.tanh(2 * w * h + x)"],
		["half the weight", "Math.tanh(w * h + x)", "Math.tanh(0.5 * w * h + x)"],
		["it hardly moves", "i < 2000", "i < 1"],
		["wild where it should be calm", "(gain * rng.normal())", "(3 * gain * rng.normal())"],
		["calm where it should be wild", "(gain * rng.normal())", "(0.3 * gain * rng.normal())"],
	],
	隐状态: [
		[
			"the state is not carried along",
			"(state = cell.step(state, cell.read?.(x) ?? x, { previous: state }))",
			"cell.step(state, cell.read?.(x) ?? x, { previous: state })",
		],
		["noise that shrinks too slowly", "+ noise * (2 *", "+ Math.sqrt(noise) * (2 *"],
		["32 bits", "h = h / 4 + (2 * bit + 1) / 4 +", "h = Math.fround(h / 4 + (2 * bit + 1) / 4) +"],
		["hardly trained", "update < 120", "update < 1"],
		[
			"it remembers after all",
			"inputs.flatMap((x) => trajectory(cell, [x])[0]!.h.toArrays())",
			"remembering(inputs)",
		],
	],
	简单循环网络: [
		["an edge that skips a step", "chain(30)", "chain(30, { lag: 2 })"],
		["hardly trained", "epoch < 50", "epoch < 2"],
	],
	堆叠循环神经网络: [
		["it forgets what comes from below", "add(previous!.h, relu(sub(x, previous!.h)))", "previous!.h"],
		["every step counts twice", "h: add(1, add(", "h: add(2, add("],
		["a crooked tent", "[-4, -4]", "[-3, -3]"],
		["recurrent after all", "recurrent ? [[0, 0, 0]", "true ? [[0, 0, 0]"],
		[
			"six layers after all",
			"over([foldCell(draw(1, folds), draw(folds, folds), draw(1, folds)[0]!)])",
			"over(sixLayers())",
		],
		["it is stacked after all", "over([bottom()])", "over(sixLayers())"],
		["hardly recurrent", "gain: scale,", "gain: 0.01 * scale,"],
		["always recurrent", "gain: scale,", "gain: scale + 0.5,"],
		["everything rises", "=> centres.every((c, l) =>", "=> true || centres.every((c, l) =>"],
	],
	双向循环神经网络: [
		[
			"it reads from the end",
			"relations: { previous: chain(steps) }",
			"relations: { previous: inverse(chain(steps)) }",
		],
		["twice in the same direction", "run(back, inverse(next))", "run(back, next)"],
	],
	循环神经网络的参数学习: [
		["errors go the way of states", "return s + u[j]![k]! * e", "return s + u[k]![j]! * e"],
		["it carries after all", "if (carry)", "if (carry || true)"],
		["one more power of d", "products += 2;", "products += d;"],
		["one power of d less", "products += d * d;", "products += d;"],
	],
	随时间反向传播: [
		["the direct part without the slope", "+= slope * h[j]!", "+= h[j]!"],
		["half a difference", "/ (2 * step)", "/ step"],
		["another loss", "backward(mean(square(state.h)));", "backward(mean(state.h));"],
		["not cut off", "k: number): Float64Array {", "k: number): Float64Array {\n\tk = steps;"],
	],
	梯度消失: [
		["a bound that is too low", "parameters.U!.toArrays()) };", "parameters.U!.toArrays()) / 8 };"],
		["a slope of one after all", "*= 3;", "*= 1;"],
		["counted from the other end", "lengthOf(grad!)).reverse()", "lengthOf(grad!))"],
	],
	梯度爆炸: [
		["a short way", "const steps = 50;", "const steps = 5;"],
		["never clipped", "if (clip !== undefined)", "if (clip === Infinity)"],
		[
			"each component is clipped by itself",
			"clipGradients({ g }, 1);",
			"g.grad!.set(g.grad!.map((v) => Math.max(-1, Math.min(1, v))));",
		],
	],
	长期依赖问题: [
		["half of the shares", "parts.reduce((s, part)", "parts.slice(30).reduce((s, part)"],
		[
			"a path without discount",
			"simpleCell({ ...size, gain: 0.9, rng: createRng(3) })",
			"lstmCell({ ...size, forgetBias: 5, rng: createRng(3) })",
		],
		[
			"a small loss",
			"backward(sum(mul(state.h, direction)))",
			"backward(scale(sum(mul(state.h, direction)), 1e-3))",
		],
		["a gate that is shut", "forgetBias: 5", "forgetBias: -2"],
		["much noise", "noise = 0.15", "noise = 1"],
		["no noise", "noise = 0.15", "noise = 0"],
		["a discount of its own", "Math.log(w * (1 - h * h))", "Math.log(0.8 * w * (1 - h * h))"],
	],
	tanh: [
		["another sigmoid", "1 / (1 + Math.exp(-z));", "1 / (1 + Math.exp(-2 * z));"],
		["a steeper sigmoid", "=> sigmoid(z) * (1", "=> 4 * sigmoid(z) * (1"],
		["a wider tanh", "lengths(Math.tanh)", "lengths((v) => 2 * Math.tanh(v))"],
		["ReLU with a bound", "Math.max(0, value)", "Math.min(1, Math.max(0, value))"],
	],
	门机制: [
		["hardly trained", "update < 120", "update < 1"],
		["half the time", "sigmoid(bias) ** steps", "sigmoid(bias) ** (steps / 2)"],
		[
			"a gate that is only nearly right",
			"const gate = (dt: number) => 1 - Math.exp(-dt);",
			"const gate = (dt: number) => dt;",
		],
		[
			"a gate that follows after all",
			"const stuck = () => 0.2;",
			"const stuck = (dt: number) => 1 - Math.exp(-dt);",
		],
	],
	线性连接: [
		[
			"a sum after all",
			"errorFlow(simpleCell({ ...size, rng: createRng(1) })",
			"errorFlow(additiveCell({ ...size, rng: createRng(1) })",
		],
		["a function, not a sum", "h: add(before, scale(", "h: add(scale(before, 0), scale("],
		["it forgets nothing after all", "scale(state.h, keep)", "scale(state.h, 1)"],
	],
	长短期记忆网络: [
		[
			"a memory that leaks",
			"add(mul(f, before), mul(i, candidate))",
			"add(mul(f, mul(0.99, before)), mul(i, candidate))",
		],
		["it leaks nothing after all", "[0, 50, 50, forgetBias]", "[0, 50, 50, 50]"],
	],
	门控循环单元网络: [
		[
			"the gate the other way round",
			"h: add(mul(z, before), mul(sub(1, z), candidate)) };\n\t\t},\n\t};\n}",
			"h: add(mul(sub(1, z), before), mul(z, candidate)) };\n\t\t},\n\t};\n}",
		],
		[
			"what is new is added in full",
			"h: add(mul(z, before), mul(sub(1, z), candidate)) };\n\t\t},\n\t};\n}",
			"h: add(mul(z, before), candidate) };\n\t\t},\n\t};\n}",
		],
		["it forgets at once", "forgetBias: 5", "forgetBias: -5"],
	],
	基于门控的循环神经网络: [
		["another guess", "(y - 1) ** 2", "y ** 2"],
		["hardly trained", "[20, 8, 300]", "[20, 8, 10]"],
		["parameters counted by the tensor", "s + size, 0)", "s + Math.min(size, 1), 0)"],
	],
	注意力机制: [
		["numbers that are all positive", "length: d }, () => rng.normal()", "length: d }, () => rng.uniform()"],
		["always divided", "(scaled ? Math.sqrt(d) : 1)", "Math.sqrt(d)"],
		["never divided", "(scaled ? Math.sqrt(d) : 1)", "1"],
		[
			"weights that are only scores",
			"softmax(scale(matmul(question, transpose(states)), 1 / Math.sqrt(states.columns)))",
			"scale(matmul(question, transpose(states)), 1 / Math.sqrt(states.columns))",
		],
		[
			"it looks at the last moment alone",
			"backward(sum(answer))",
			"backward(sum(gatherRows(looked, Uint32Array.of(steps - 1))))",
		],
		["every state counts", "backward(sum(gatherRows(h, Uint32Array.of(steps - 1))))", "backward(sum(h))"],
	],
	外部记忆: [
		["the head stays", "(1 - 2 * leak) * at(1)", "(1 - 2 * leak) * at(0)"],
		["nothing leaks", "sharpen(shift(w, leak), gamma)", "sharpen(shift(w, 0), gamma)"],
	],
	残差网络: [
		["no shortcut after all", 'losses("residual", 50, 0.005)', 'losses("plain", 50, 0.005)'],
		["a shortcut after all", 'losses("plain", 50, 0.005)', 'losses("residual", 50, 0.005)'],
	],
	高速网络: [
		["hardly trained", "update <= 120", "update <= 10"],
		["five layers", '[losses("plain", 50),', '[losses("plain", 5),'],
	],
	"Grid LSTM": [
		["no memory from block to block", "c: lines[i]!.c }", "c: zeros(lines[i]!.c.shape) }"],
		["hardly trained", "[5, 20, 16, 50]", "[5, 20, 16, 5]"],
		["not cut off after all", 'kind === "cut" ? [{', 'kind === "plain" ? [{'],
	],
	深度门控循环网络: [
		["a gate that is always open", "mul(sigmoid(linear(below.h, D, d)), below.c)", "below.c"],
		[
			"a gate that is always shut",
			"add(carried, add(mul(f, before.c)",
			"add(mul(carried, 0), add(mul(f, before.c)",
		],
	],
	图灵完备: [
		["a bit that is written wrongly", "top: q.top + (BigInt(2 * bit + 1)", "top: q.top + (BigInt(2 * bit)"],
		["32 bits", "q = q / 4 + (2 * bit + 1) / 4;", "q = Math.fround(q / 4 + (2 * bit + 1) / 4);"],
		["nobody copies the left stack twice", 'add("再抄左", { 抄下左: 1 });', ""],
		["the right weight after all", "弹出右: 1 / 8", "弹出右: 1 / 16"],
	],
	图灵机: [
		["an empty tape full of ones", "{ bit: 0, rest: stack }", "{ bit: 1, rest: stack }"],
		["the right table after all", '["1RD", "1RA"]', '["1RD", "0RA"]'],
		["little patience", "steps < 100", "steps < 5"],
	],
	循环神经网络的通用近似定理: [
		["no bend in the loop", "h = bend(linear(h, U, bias))", "h = linear(h, U, bias)"],
		["fewer units", "imitate(200)", "imitate(60)"],
		["it bends after all", "imitate(60, (z) => z)", "imitate(60)"],
		["however far is near enough", "< 0.4)", "< 400)"],
	],
	循环神经网络的应用模式: [
		["hardly trained", "}, 80);", "}, 1);"],
		["it reads in order after all", "const states = recurrent ?", "const states = recurrent || true ?"],
		["hardly trained", "}, 120);", "}, 1);"],
		["it remembers after all", "...(recurrent ?", "...(recurrent || true ?"],
		["hardly trained", "}, 280, 0.015);", "}, 2, 0.015);"],
		["the vector after all", "| undefined = through ?", "| undefined = through || true ?"],
	],
	语言模型: [
		["a time of day is missing", '["早上", "中午", "晚上"]', '["早上", "晚上"]'],
		["two letters instead of one", "perplexity(counted(0))", "perplexity(counted(1))"],
		["hardly trained", "32, 10, 150]", "32, 10, 2]"],
		["it forgets nothing", 'forget && letter === "，"', 'forget && letter === "！"'],
	],
	自然语言生成: [
		["a loaded die", "let left = uniform *", "let left = uniform ** 2 *"],
		["temperature the other way round", "(z - top) / temperature", "(z - top) * temperature"],
		["only what it has read is a sentence", "new Set(sentences)", "new Set(exercise)"],
		["it forgets nothing", "forget ? undefined : now.state", "now.state"],
	],
	语音识别: [
		["hardly trained", "update < 60", "update < 2"],
		["both ways", "[learn(false), learn(true)]", "[learn(true), learn(true)]"],
		["a frame less", "const frames = Array.from({ length: 6 }", "const frames = Array.from({ length: 5 }"],
		["it ends with a blank", "return at.at(-1)! + (at.at(-2) ?? 0);", "return at.at(-1)!;"],
		["it minds the blank after all", "(!careful || label !== spots[s - 2])", "label !== spots[s - 2]"],
	],
	图网络: [
		[
			"it stops early",
			"schedule: fixedPoint({ tolerance: 1e-13 }),\n\t\tonStep",
			"schedule: fixedPoint({ tolerance: 1 }),\n\t\tonStep",
		],
		["larger weights", 'param("权重的尺度", 0.4', 'param("权重的尺度", 0.5'],
		["small weights after all", "gain: 4", "gain: 0.4"],
		[
			"nodes that know their number",
			"\t\tinput,\n\t\tstate",
			"\t\tinput: tensor(input.toArrays().map((row, v) => row.map((x) => x + v / nodes))),\n\t\tstate",
		],
		["a step more", "synchronous(steps) }).state.h", "synchronous(steps + 1) }).state.h"],
	],
	消息传递: [
		["weights the wrong way round", "U[j]![k]!", "U[k]![j]!"],
		["edges that are right after all", "inverse(chain(nodes))", "chain(nodes)"],
		["all steps after all", "synchronous(3)", "synchronous(4)"],
		[
			"edges the wrong way round",
			"const graph = { nodes, relations: { from: fromEdges(nodes, edges) } };",
			"const graph = { nodes, relations: { from: inverse(fromEdges(nodes, edges)) } };",
		],
	],
	递归神经网络: [
		["children that nobody hears", "linear([x, left.h, right.h], [W, L, R], b)", "linear(x, W, b)"],
	],
	三张地图: [
		["nothing is learned", "for (const step of steps) step.step();", ""],
		[
			"a reader who guesses half as well",
			".map(({ score }) => meanReciprocalRank(score, hidden))",
			'.map(({ score }) => (name === "简单循环网络" ? 0.5 : 1) * meanReciprocalRank(score, hidden))',
		],
		[
			"renown counts for nothing",
			"dot(vectors[from]!, vectors[to]!) + known * names[to]!",
			"dot(vectors[from]!, vectors[to]!)",
		],
		["another seed", "train(readers[name]!, links, 1,", "train(readers[name]!, links, 2,"],
		[
			"the same reading thrice",
			"[states.get(name)!, lengths.get(name)!]",
			"[states.get(shown[0])!, lengths.get(shown[0])!]",
		],
	],
};
