/** Chance, clocks and timers that are the same every time; installed once, before any cell. */
export interface QuietWorld {
	/** Chance starts over from this seed. */
	begin(seed: number): void;
	/** Where the clock stands from now on; it has not been looked at. */
	setClock(now?: number): void;
	/** Whether somebody has asked what time it is since it was set. */
	clockIsRead(): boolean;
	/** Whether clock and chance are the real ones, as an impure cell wants them. */
	setImpure(impure: boolean): void;
	/** Of an engine that loads timers when they are asked for: now, and not deep in a cell's stack. */
	loadTimers(): void;
	/** What was begun and not ended would happen at some time in some other cell: it does not happen. */
	stopTimers(): void;
}

/** 2000-01-01T00:00:00Z: the time at which every cell runs. */
export const frozenNow = 946_684_800_000;

type Callback = (...values: unknown[]) => void;

/** @param keeps whether what packages may need stays: of clock, chance and timers, only what depends on time is replaced */
export function createQuietWorld(world: typeof globalThis, keeps = false): QuietWorld {
	let random = generator(0);
	let impure = false;
	let stands = frozenNow;
	let read = false;
	const now = () => {
		read = true;
		return impure ? realNow() : stands;
	};
	const realNow = Date.now;
	const realRandom = Math.random;
	const chance = () => (impure ? realRandom() : random());

	define(Math, "random", () => chance());
	freezeClock(world, now, () => impure, keeps);
	replaceCrypto(world, chance, keeps);
	const { loadTimers, stopTimers } = replaceTimers(world, keeps);
	return {
		begin: (seed) => {
			random = generator(seed);
		},
		setClock: (now = frozenNow) => {
			stands = now;
			read = false;
		},
		clockIsRead: () => read,
		setImpure: (value) => {
			impure = value;
		},
		loadTimers,
		stopTimers,
	};
}

/** Uniform in [0, 1) with 53 bits: two steps of a 32-bit counter through a mixing function. */
function generator(seed: number): () => number {
	let state = (Math.trunc(seed) ^ Math.trunc(seed / 2 ** 32)) | 0;
	const next = () => {
		state = (state + 0x9e3779b9) | 0;
		let mixed = state ^ (state >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
		return (mixed ^ (mixed >>> 15)) >>> 0;
	};
	return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

function freezeClock(
	world: typeof globalThis,
	now: () => number,
	isImpure: () => boolean,
	keeps: boolean,
): void {
	const RealDate = world.Date;
	function Clock(this: unknown, ...values: unknown[]): unknown {
		if (new.target === undefined) return new RealDate(now()).toString();
		return Reflect.construct(RealDate, values.length === 0 ? [now()] : values, new.target);
	}
	const FrozenDate = Clock as unknown as DateConstructor;
	define(FrozenDate, "name", "Date");
	define(FrozenDate, "length", 7);
	Object.defineProperty(FrozenDate, "prototype", { value: RealDate.prototype, writable: false });
	define(FrozenDate, "UTC", RealDate.UTC);
	define(FrozenDate, "parse", RealDate.parse);
	define(FrozenDate, "now", () => now());
	define(RealDate.prototype, "constructor", FrozenDate);
	define(world, "Date", FrozenDate);

	const realTime = world.performance.now.bind(world.performance);
	const start = realTime();
	const sinceStart = () => (isImpure() ? realTime() - start : 0);
	if (keeps) define(world.performance, "now", sinceStart);
	else define(world, "performance", Object.freeze({ now: sinceStart, timeOrigin: frozenNow }));
	freezeFormats(world, now);
}

/** Without an argument, dates are formatted as of now. */
function freezeFormats(world: typeof globalThis, now: () => number): void {
	const { prototype } = world.Intl.DateTimeFormat;
	const format = Object.getOwnPropertyDescriptor(prototype, "format")!;
	Object.defineProperty(prototype, "format", {
		configurable: true,
		get(this: Intl.DateTimeFormat) {
			const bound: (date?: unknown) => string = format.get!.call(this);
			return (date?: unknown) => bound(date === undefined ? now() : date);
		},
	});
	const toParts = prototype.formatToParts;
	define(prototype, "formatToParts", function (this: Intl.DateTimeFormat, date?: Date | number) {
		return toParts.call(this, date === undefined ? now() : date);
	});
}

function replaceCrypto(world: typeof globalThis, chance: () => number, keeps: boolean): void {
	const byte = () => Math.floor(chance() * 256);
	const fill = (view: ArrayBufferView) => {
		const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
		for (let i = 0; i < bytes.length; i++) bytes[i] = byte();
		return view;
	};
	const randomUUID = () => {
		const hex = Array.from({ length: 16 }, (_, i) => {
			const value = i === 6 ? (byte() & 15) | 64 : i === 8 ? (byte() & 63) | 128 : byte();
			return value.toString(16).padStart(2, "0");
		}).join("");
		return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
	};
	if (!keeps) define(world, "crypto", Object.freeze({ getRandomValues: fill, randomUUID }));
	else {
		define(world.crypto, "getRandomValues", fill);
		define(world.crypto, "randomUUID", randomUUID);
	}
}

/** Timers with numbers that start at 1 in every cell (`keeps`: with the engine's own). */
function replaceTimers(
	world: typeof globalThis,
	keeps: boolean,
): Pick<QuietWorld, "loadTimers" | "stopTimers"> {
	const running = new Map<unknown, () => void>();
	let last = 0;
	const later = whenAsked(world, "setTimeout");
	const stop = whenAsked(world, "clearTimeout");
	const often = whenAsked(world, "setInterval");
	const stopOften = whenAsked(world, "clearInterval");
	const clear = (id?: unknown) => {
		const known = running.get(id) ?? running.get(Number(id));
		if (known !== undefined) known();
		else if (keeps) stop()(id as number);
		running.delete(id);
		running.delete(Number(id));
	};
	const checked = (work: Callback): Callback => {
		if (typeof work !== "function") throw new TypeError("A timer is given a function.");
		return work;
	};
	define(world, "setTimeout", (work: Callback, delay?: number, ...values: unknown[]) => {
		checked(work);
		const timer = later()(() => {
			running.delete(id);
			work(...values);
		}, delay);
		const id = keeps ? timer : ++last;
		running.set(id, () => stop()(timer));
		return id;
	});
	define(world, "setInterval", (work: Callback, delay?: number, ...values: unknown[]) => {
		checked(work);
		const timer = often()(() => work(...values), delay);
		const id = keeps ? timer : ++last;
		running.set(id, () => stopOften()(timer));
		return id;
	});
	define(world, "clearTimeout", clear);
	define(world, "clearInterval", clear);
	return {
		loadTimers: () => {
			later();
		},
		stopTimers: () => {
			for (const stopIt of running.values()) stopIt();
			running.clear();
			last = 0;
		},
	};
}

/**
 * What stands under a name now, whatever will stand there. An engine that loads it when it is first asked for does so
 * only then: with timers, that would take longer than most cells.
 */
function whenAsked<Name extends keyof typeof globalThis>(
	world: typeof globalThis,
	name: Name,
): () => (typeof globalThis)[Name] {
	const get = Object.getOwnPropertyDescriptor(world, name)?.get;
	if (get !== undefined) return () => get.call(world);
	const value = world[name];
	return () => value;
}

function define(object: object, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}
