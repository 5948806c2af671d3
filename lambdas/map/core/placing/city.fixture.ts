import { seeded } from '../../../../local/seeded.ts';
import type { Pair, ShotToPlace, Side, XY } from '../../placement.ts';

export type CitySpec = {
  rows: number;
  cols: number;
  seed?: number;
  /** Most that a shot is off its plan, px each way. */
  off?: number;
  /** How far the plan slips with every column and row, px. */
  drift?: XY;
  diagonals?: boolean;
  /** Share of pairs that say something else, as sure of it as the others: anywhere within `off`, or a step of the lattice away. */
  wrong?: number;
  wrongStep?: number;
  /** Share of pairs that cannot say which of two offsets is right, the wrong one first. */
  ambiguous?: number;
  /** Discs of shots without anything to compare. */
  lakes?: number;
  /** Standard deviation of every offset, px; 0: all whole. */
  noise?: number;
  /** Shots that are not there. */
  holes?: number;
};

export type City = {
  shots: ShotToPlace[];
  pairs: Pair[];
  /** By shot id. */
  truth: Map<string, XY>;
  lake: Set<string>;
};

export const STEP: XY = [1000, 750];
const SIZE = { width: 1280, height: 1024 };
const SIDES: [Side, XY][] = [
  ['right', [1, 0]],
  ['below', [0, 1]],
  ['right-below', [1, 1]],
  ['left-below', [-1, 1]],
];
/** Of the game of the sample city. */
export const LATTICE: [XY, XY] = [
  [32, 16],
  [-32, 16],
];
export const LATTICE_STEPS: XY[] = [
  [32, 16],
  [-32, 16],
  [32, -16],
  [-32, -16],
  [64, 0],
  [-64, 0],
  [0, 32],
  [0, -32],
];

/** A city whose true places are known, and what an estimator of given faults says of its pairs. For tests and measurements. */
export function cityOf(spec: CitySpec): City {
  const { rows, cols, seed = 1, off = 40, drift = [0, 0], diagonals = true, holes = 0, lakes = 0 } = spec;
  const random = seeded(seed);
  const within = (most: number) => Math.round((2 * random() - 1) * most);
  const discs = Array.from({ length: lakes }, () => ({
    row: random() * rows,
    col: random() * cols,
    radius: 1.5 + random() * 3,
  }));
  const city: City = { shots: [], pairs: [], truth: new Map(), lake: new Set() };
  const at = new Map<string, ShotToPlace>();
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const id = `r${row}c${col}`;
      const truth: XY = [col * STEP[0] + drift[0] * col + within(off), row * STEP[1] + drift[1] * row + within(off)];
      if (random() < holes) continue;
      const shot = { id, row, col, nominal: [col * STEP[0], row * STEP[1]] as XY, ...SIZE };
      city.shots.push(shot);
      city.truth.set(id, truth);
      at.set(`${row} ${col}`, shot);
      if (discs.some((disc) => Math.hypot(disc.row - row, disc.col - col) < disc.radius)) city.lake.add(id);
    }
  }
  for (const a of city.shots) {
    for (const [side, [right, down]] of diagonals ? SIDES : SIDES.slice(0, 2)) {
      const b = at.get(`${a.row + down} ${a.col + right}`);
      if (b) city.pairs.push(pairOf(city, spec, random, { a, b, side }));
    }
  }
  return city;
}

function pairOf(
  { truth, lake }: City,
  { wrong = 0, wrongStep = 0, ambiguous = 0, noise = 0, off = 40 }: CitySpec,
  random: () => number,
  { a, b, side }: { a: ShotToPlace; b: ShotToPlace; side: Side },
): Pair {
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const [p, q] = [truth.get(a.id)!, truth.get(b.id)!];
  const right: XY = [q[0] - p[0] + noise * normal(), q[1] - p[1] + noise * normal()];
  const anywhere = (): XY => [
    b.nominal[0] - a.nominal[0] + Math.round((2 * random() - 1) * 2 * off),
    b.nominal[1] - a.nominal[1] + Math.round((2 * random() - 1) * 2 * off),
  ];
  const step = LATTICE_STEPS[Math.floor(random() * 8)]!;
  const aside: XY = [right[0] + step[0], right[1] + step[1]];
  const pair = { a: a.id, b: b.id, side, sigma: noise, reason: 'sure' as const, confidence: 0.95 + 0.05 * random() };
  const dice = random();
  if (lake.has(a.id) || lake.has(b.id))
    return { ...pair, offsets: [{ at: anywhere(), score: 0.1 }], confidence: 0.01, reason: 'flat' };
  if (dice < wrong) return { ...pair, offsets: [{ at: anywhere(), score: 0.9 }] };
  if (dice < wrong + wrongStep) return { ...pair, offsets: [{ at: aside, score: 0.9 }] };
  if (dice < wrong + wrongStep + ambiguous) {
    const offsets = [
      { at: aside, score: 0.91 },
      { at: right, score: 0.9 },
    ];
    return { ...pair, offsets, confidence: 0.3, reason: 'ambiguous' };
  }
  return { ...pair, offsets: [{ at: right, score: 0.9 }] };
}

/** How far each shot is from its truth, up to the common shift that most shots have (the sure ones, if any are); by id, px. */
export function errorsOf(
  { truth }: Pick<City, 'truth'>,
  placed: { id: string; position: XY; confidence: number }[],
): Map<string, number> {
  const sure = placed.filter(({ confidence }) => confidence >= 0.5);
  const shifts = Map.groupBy(
    (sure.length > 0 ? sure : placed).map(({ id, position: [x, y] }): XY => {
      const [trueX, trueY] = truth.get(id)!;
      return [x - trueX, y - trueY];
    }),
    ([x, y]) => `${Math.round(x / 2)} ${Math.round(y / 2)}`,
  );
  const most = [...shifts.values()].reduce<XY[]>((best, each) => (each.length > best.length ? each : best), []);
  const middle = (axis: 0 | 1) => most.map((shift) => shift[axis]).sort((p, q) => p - q)[most.length >> 1] ?? 0;
  const [shiftX, shiftY] = [middle(0), middle(1)];
  return new Map(
    placed.map(({ id, position: [x, y] }) => {
      const [trueX, trueY] = truth.get(id)!;
      return [id, Math.hypot(x - shiftX - trueX, y - shiftY - trueY)];
    }),
  );
}
