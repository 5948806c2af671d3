/** What the Fourier transform of a given length needs; made once for each length, since strips of a build have few sizes. */

const sizes = new Map<number, number>();
const turnTables = new Map<number, Float32Array>();
const windows = new Map<string, Float32Array>();

/** The smallest multiple of 4 that is at least `length` and has no prime factors but 2, 3 and 5. */
export const transformLength = (length: number): number =>
  remembered(sizes, length, () => {
    let quarters = Math.max(1, Math.ceil(length / 4));
    while (!isSmooth(quarters)) quarters += 1;
    return 4 * quarters;
  });

function isSmooth(n: number): boolean {
  let rest = n;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

/** Pairs cos(2 pi k / n), -sin(2 pi k / n) for k < n. */
export const turns = (n: number): Float32Array =>
  remembered(turnTables, n, () => {
    const table = new Float32Array(2 * n);
    for (let k = 0; k < n; k++) {
      table[2 * k] = Math.cos((2 * Math.PI * k) / n);
      table[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n);
    }
    return table;
  });

/** Tukey's window over `cells` places, `taper` of them falling off (half at each end); zeros up to `length`. */
export const tukeyWindow = (cells: number, length: number, taper: number): Float32Array =>
  remembered(windows, `${cells} ${length} ${taper}`, () => {
    const window = new Float32Array(length).fill(1, 0, cells);
    const falling = Math.floor((cells * taper) / 2);
    for (let i = 0; i < falling; i++) {
      const weight = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / falling);
      window[i] = weight;
      window[cells - 1 - i] = weight;
    }
    return window;
  });

function remembered<Key, Value>(table: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}
