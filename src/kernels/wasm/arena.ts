/**
 * Memory for the WebAssembly kernels: handed out from below, given up by returning to a mark. It is shared memory, which
 * grows where it lies, so that an array stays valid for as long as nothing resets to before it.
 */
import type { Floats } from "../kernels.js";

const pageBytes = 65_536;
/** 4 GiB of addresses; the operating system gives a page when it is first written to. */
const mostPages = 65_536;
/** 64 MiB. */
const growthPages = 1024;
/** Kernels may read, never write, this far behind the last array. */
const slack = 64;

export function createMemory(): WebAssembly.Memory {
	return new WebAssembly.Memory({ initial: growthPages, maximum: mostPages, shared: true });
}

export class Arena {
	private buffer: ArrayBufferLike;
	/** Every growth makes another object for the same memory. */
	private readonly buffers = new WeakSet<ArrayBufferLike>();
	/** Address of what is handed out next. */
	private top = 0;
	/** Above this nothing has been written yet: still zero. */
	private touched = 0;

	constructor(private readonly memory: WebAssembly.Memory) {
		this.buffer = memory.buffer;
		this.buffers.add(this.buffer);
	}

	/** Address of so many zero bytes, on a cache line of its own. */
	allocate(bytes: number): number {
		const { touched } = this;
		const address = this.take(bytes);
		// Eight bytes at a time: shared memory is filled entry by entry. Both ends lie on cache lines.
		const dirty = Math.min(bytes, touched - address);
		if (dirty > 0) new Float64Array(this.buffer, address, Math.ceil(dirty / 8)).fill(0);
		return address;
	}

	/** The same without the zeros. */
	private take(bytes: number): number {
		const address = this.top;
		const end = Math.ceil((address + bytes) / 64) * 64;
		if (end + slack > this.buffer.byteLength) this.grow(end + slack);
		this.top = end;
		this.touched = Math.max(this.touched, this.top);
		return address;
	}

	floats(length: number): Float32Array {
		const address = this.allocate(length * 4);
		return new Float32Array(this.buffer, address, length);
	}

	scratch(length: number): Float32Array {
		const address = this.take(length * 4);
		return new Float32Array(this.buffer, address, length);
	}

	indices(length: number): Uint32Array {
		const address = this.allocate(length * 4);
		return new Uint32Array(this.buffer, address, length);
	}

	words(address: number, length: number): Int32Array {
		return new Int32Array(this.buffer, address, length);
	}

	owns(array: Floats | Uint32Array): boolean {
		return array.buffer === this.buffer || this.buffers.has(array.buffer);
	}

	mark(): number {
		return this.top;
	}

	reset(mark: number): void {
		if (mark > this.top) throw new RangeError("a mark that an earlier reset has given up");
		this.top = mark;
	}

	private grow(bytes: number): void {
		const missing = Math.ceil((bytes - this.buffer.byteLength) / pageBytes);
		const room = mostPages - this.buffer.byteLength / pageBytes;
		if (missing > room) throw new RangeError(`kernels need ${bytes} bytes; WebAssembly has 4 GiB`);
		this.memory.grow(Math.min(Math.max(missing, growthPages), room));
		this.buffer = this.memory.buffer;
		this.buffers.add(this.buffer);
	}
}
