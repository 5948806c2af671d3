/** Numbers of a range as the kernel reads it, each as often as a vector holds it (layers/opencv/kernel/chroma-range.ts). */
export const RANGE = 32;
const LANES = 8;
/** Shares of red, and of green. */
const SHARES = 32;

type Range = { red: number; redEnd: number; green: number; greenEnd: number };

/**
 * The marked chroma bins as ranges of red and green shares, which the kernel can ask of 8 px at once. Of more than one the first is
 * what holds all of them: most pixels are not even there.
 */
export function chromaRanges(marked: Uint8Array): Int16Array {
  const ranges: Range[] = [];
  for (let red = 0; red < SHARES; red++) {
    for (const [green, greenEnd] of stretches(marked.subarray(SHARES * red, SHARES * (red + 1)))) {
      const before = ranges.find((one) => one.redEnd === red && one.green === green && one.greenEnd === greenEnd);
      if (before) before.redEnd = red + 1;
      else ranges.push({ red, redEnd: red + 1, green, greenEnd });
    }
  }
  const all = ranges.length > 1 ? [around(ranges), ...ranges] : ranges;
  return Int16Array.from(all.flatMap(numbersOf));
}

/** From where to where marks follow each other. */
function stretches(marks: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  for (const [at, mark] of marks.entries()) {
    if (!mark) continue;
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}

const around = (ranges: Range[]): Range => ({
  red: Math.min(...ranges.map(({ red }) => red)),
  redEnd: Math.max(...ranges.map(({ redEnd }) => redEnd)),
  green: Math.min(...ranges.map(({ green }) => green)),
  greenEnd: Math.max(...ranges.map(({ greenEnd }) => greenEnd)),
});

/** Above -1 is a share of 0, too. */
const numbersOf = ({ red, redEnd, green, greenEnd }: Range): number[] =>
  [red || -1, redEnd, green || -1, greenEnd].flatMap((each) => Array(LANES).fill(each));
