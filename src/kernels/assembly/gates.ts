/** The updates of gated cells and their gradients, four units at a time. */
import * as elementary from "./elementary";
import { multiplyAdd, splat, storeSome } from "./lanes";

export function gru(out: usize, gates: usize, gx: usize, gh: usize, h: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		let left = d;
		for (; left >= 4; left -= 4) {
			gruUnits(out, gates, gx, gh, h, width, 4);
			out += 16;
			gates += 16;
			gx += 16;
			gh += 16;
			h += 16;
		}
		if (left > 0) gruUnits(out, gates, gx, gh, h, width, left);
		const end = (<usize>left) << 2;
		const skip = end + 2 * width;
		out += end;
		gates += skip;
		gx += skip;
		gh += skip;
		h += end;
	}
}

// @ts-ignore: decorator
@inline
function gruUnits(out: usize, gates: usize, gx: usize, gh: usize, h: usize, width: usize, count: i32): void {
	const r = elementary.sigmoid(f32x4.add(v128.load(gx), v128.load(gh)));
	const z = elementary.sigmoid(f32x4.add(v128.load(gx + width), v128.load(gh + width)));
	const c = elementary.tanh(multiplyAdd(r, v128.load(gh + 2 * width), v128.load(gx + 2 * width)));
	const kept = f32x4.mul(z, v128.load(h));
	put(gates, r, count);
	put(gates + width, z, count);
	put(gates + 2 * width, c, count);
	put(out, multiplyAdd(f32x4.sub(splat(1), z), c, kept), count);
}

export function gruBackward(
	dgx: usize,
	dgh: usize,
	dh: usize,
	dout: usize,
	gates: usize,
	gh: usize,
	h: usize,
	n: i32,
	d: i32,
): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < d; j += 4) {
			const at = (<usize>j) << 2;
			gruUnitsBackward(
				dgx + at,
				dgh + at,
				dh + at,
				dout + at,
				gates + at,
				gh + at,
				h + at,
				width,
				min(4, d - j),
			);
		}
		dgx += 3 * width;
		dgh += 3 * width;
		dh += width;
		dout += width;
		gates += 3 * width;
		gh += 3 * width;
		h += width;
	}
}

// @ts-ignore: decorator
@inline
function gruUnitsBackward(
	dgx: usize,
	dgh: usize,
	dh: usize,
	dout: usize,
	gates: usize,
	gh: usize,
	h: usize,
	width: usize,
	count: i32,
): void {
	const r = v128.load(gates);
	const z = v128.load(gates + width);
	const c = v128.load(gates + 2 * width);
	const up = v128.load(dout);
	const dc = tanhSlope(f32x4.mul(up, f32x4.sub(splat(1), z)), c);
	const dz = sigmoidSlope(f32x4.mul(up, f32x4.sub(v128.load(h), c)), z);
	const dr = sigmoidSlope(f32x4.mul(dc, v128.load(gh + 2 * width)), r);
	put(dgx, f32x4.add(v128.load(dgx), dr), count);
	put(dgh, f32x4.add(v128.load(dgh), dr), count);
	put(dgx + width, f32x4.add(v128.load(dgx + width), dz), count);
	put(dgh + width, f32x4.add(v128.load(dgh + width), dz), count);
	put(dgx + 2 * width, f32x4.add(v128.load(dgx + 2 * width), dc), count);
	put(dgh + 2 * width, multiplyAdd(dc, r, v128.load(dgh + 2 * width)), count);
	put(dh, multiplyAdd(up, z, v128.load(dh)), count);
}

export function lstm(outH: usize, outC: usize, gates: usize, g: usize, c: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < d; j += 4) {
			const at = (<usize>j) << 2;
			lstmUnits(outH + at, outC + at, gates + at, g + at, c + at, width, min(4, d - j));
		}
		outH += width;
		outC += width;
		gates += 4 * width;
		g += 4 * width;
		c += width;
	}
}

// @ts-ignore: decorator
@inline
function lstmUnits(
	outH: usize,
	outC: usize,
	gates: usize,
	g: usize,
	c: usize,
	width: usize,
	count: i32,
): void {
	const input = elementary.sigmoid(v128.load(g));
	const forget = elementary.sigmoid(v128.load(g + width));
	const candidate = elementary.tanh(v128.load(g + 2 * width));
	const output = elementary.sigmoid(v128.load(g + 3 * width));
	const memory = multiplyAdd(forget, v128.load(c), f32x4.mul(input, candidate));
	put(gates, input, count);
	put(gates + width, forget, count);
	put(gates + 2 * width, candidate, count);
	put(gates + 3 * width, output, count);
	put(outC, memory, count);
	put(outH, f32x4.mul(output, elementary.tanh(memory)), count);
}

export function lstmBackward(
	dg: usize,
	dc: usize,
	doutH: usize,
	doutC: usize,
	gates: usize,
	outC: usize,
	c: usize,
	n: i32,
	d: i32,
): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < d; j += 4) {
			const at = (<usize>j) << 2;
			lstmUnitsBackward(
				dg + at,
				dc + at,
				doutH + at,
				doutC + at,
				gates + at,
				outC + at,
				c + at,
				width,
				min(4, d - j),
			);
		}
		dg += 4 * width;
		dc += width;
		doutH += width;
		doutC += width;
		gates += 4 * width;
		outC += width;
		c += width;
	}
}

// @ts-ignore: decorator
@inline
function lstmUnitsBackward(
	dg: usize,
	dc: usize,
	doutH: usize,
	doutC: usize,
	gates: usize,
	outC: usize,
	c: usize,
	width: usize,
	count: i32,
): void {
	const input = v128.load(gates);
	const forget = v128.load(gates + width);
	const candidate = v128.load(gates + 2 * width);
	const output = v128.load(gates + 3 * width);
	const t = elementary.tanh(v128.load(outC));
	const upH = v128.load(doutH);
	const up = f32x4.add(v128.load(doutC), tanhSlope(f32x4.mul(upH, output), t));
	const dInput = sigmoidSlope(f32x4.mul(up, candidate), input);
	const dForget = sigmoidSlope(f32x4.mul(up, v128.load(c)), forget);
	const dCandidate = tanhSlope(f32x4.mul(up, input), candidate);
	const dOutput = sigmoidSlope(f32x4.mul(upH, t), output);
	put(dg, f32x4.add(v128.load(dg), dInput), count);
	put(dg + width, f32x4.add(v128.load(dg + width), dForget), count);
	put(dg + 2 * width, f32x4.add(v128.load(dg + 2 * width), dCandidate), count);
	put(dg + 3 * width, f32x4.add(v128.load(dg + 3 * width), dOutput), count);
	put(dc, multiplyAdd(up, forget, v128.load(dc)), count);
}

/** dy · y · (1 − y) */
// @ts-ignore: decorator
@inline
function sigmoidSlope(dy: v128, y: v128): v128 {
	return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(splat(1), y)));
}

/** dy · (1 − y²) */
// @ts-ignore: decorator
@inline
function tanhSlope(dy: v128, y: v128): v128 {
	return f32x4.mul(dy, f32x4.sub(splat(1), f32x4.mul(y, y)));
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, count: i32): void {
	if (count == 4) v128.store(to, value);
	else storeSome(to, value, count);
}
