/** Bytes that belong to a held thing before and after it: vectors may be read and written a little beyond its ends. */
const MARGIN = 64;
const PAGE = 65_536;
/** The memory grows by no less: each time costs a call of the system, and pages that are not touched cost nothing. */
const GROWTH = 64 * 2 ** 20;

type Free = { at: number; size: number };

/**
 * Shares out the kernel's memory: first fit, neighbours that are free grow together. Some dozens of blocks live at a time (the
 * pictures and strips of a batch), so plain lists do. What an address is has no influence on any result.
 */
export class Heap {
  #memory: WebAssembly.Memory;
  #view: Uint8Array;
  #end: number;
  #free: Free[] = [];
  #sizes = new Map<number, number>();
  #held = 0;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#view = new Uint8Array(memory.buffer);
    this.#end = rounded(base);
  }

  get held(): number {
    return this.#held;
  }

  /** @returns an address that 64 divides. The bytes are whatever they were. */
  take(bytes: number): number {
    const size = rounded(bytes + 2 * MARGIN);
    const found = this.#free.findIndex((free) => free.size >= size);
    const at = found < 0 ? this.#grow(size) : this.#cut(found, size);
    this.#sizes.set(at + MARGIN, size);
    this.#held += size;
    return at + MARGIN;
  }

  /** @throws RangeError for what is not held (any more): somebody freed it twice */
  give(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) throw new RangeError(`Nothing is held at ${address} in the kernel: freed twice?`);
    this.#sizes.delete(address);
    this.#held -= size;
    this.#join({ at: address - MARGIN, size });
  }

  /** Runs `use` with bytes that are free again afterwards. */
  borrow<Result>(bytes: number, use: (address: number) => Result): Result {
    const address = this.take(bytes);
    try {
      return use(address);
    } finally {
      this.give(address);
    }
  }

  /** Runs `work`; if it throws, whatever it took and did not give goes back. */
  undoing<Result>(work: () => Result): Result {
    const before = new Set(this.#sizes.keys());
    try {
      return work();
    } catch (error) {
      for (const address of [...this.#sizes.keys()]) if (!before.has(address)) this.give(address);
      throw error;
    }
  }

  /** The whole memory. Growing makes old views empty: ask anew after each `take`. */
  bytes(): Uint8Array {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new Uint8Array(this.#memory.buffer);
    return this.#view;
  }

  write(address: number, data: ArrayBufferView): void {
    this.bytes().set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), address);
  }

  copy(address: number, bytes: number): Uint8Array {
    return this.bytes().slice(address, address + bytes);
  }

  int32(address: number, count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, count);
  }

  float32(address: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, count);
  }

  float64(address: number, count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, count);
  }

  #cut(index: number, size: number): number {
    const free = this.#free[index]!;
    const { at } = free;
    if (free.size === size) this.#free.splice(index, 1);
    else {
      free.at += size;
      free.size -= size;
    }
    return at;
  }

  #grow(size: number): number {
    const last = this.#free.at(-1);
    const at = last && last.at + last.size === this.#end ? last.at : this.#end;
    const missing = at + size - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(Math.max(missing, GROWTH) / PAGE));
    if (at !== this.#end) this.#free.pop();
    this.#end = at + size;
    return at;
  }

  #join(freed: Free): void {
    const next = this.#free.findIndex(({ at }) => at > freed.at);
    const index = next < 0 ? this.#free.length : next;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    if (before && before.at + before.size === freed.at) {
      before.size += freed.size;
      if (after && before.at + before.size === after.at) {
        before.size += after.size;
        this.#free.splice(index, 1);
      }
    } else if (after && freed.at + freed.size === after.at) {
      after.at = freed.at;
      after.size += freed.size;
    } else this.#free.splice(index, 0, freed);
  }
}

const rounded = (bytes: number): number => Math.ceil(bytes / 64) * 64;
