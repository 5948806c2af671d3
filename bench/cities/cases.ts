/** The generated cities, each for one thing that placing must stand. */
import type { Scenery } from './land.ts';

export type FileKind = 'png' | 'palette' | '16-bit' | 'interlaced' | 'jpeg' | 'webp';

export type Case = {
  about: string;
  scenery: Scenery;
  columns: number;
  rows: number;
  /** Size of a shot, px. */
  shot: [width: number, height: number];
  /** `cycles`: its colours change from shot to shot. `flows`: the whole water moves between shots. `stands`: the game is paused. */
  water: 'cycles' | 'flows' | 'stands';
  /** Places of shots between whole px. */
  fractional: boolean;
  /** Of every sample: standard deviation of noise. */
  noise: number;
  /** px by which the real step is longer than the planned one. */
  drift: [x: number, y: number];
  /** Toolbar with a counter, translucent panel, minimap. */
  interface: boolean;
  /** Brightness 0.7 to 1.1 and a tint, another one in each shot. */
  light: boolean;
  /** How many shots have something wrong with them. */
  popups: number;
  blank: number;
  twice: number;
  /** Pairs of neighbours that stand in each other's place. */
  swapped: number;
  /** Shots of a screen that was scrolled 250 to 400 px too far, across or down. */
  scrolled: number;
  /** Share of the shots. */
  missing: number;
  file: FileKind;
  /** Values that a sample of a picture may have; 256 if not given. A game of few colours makes files a third as large. */
  shades?: number;
};

const plain: Case = {
  about: 'a city, its parks and shores',
  scenery: 'mixed',
  columns: 6,
  rows: 5,
  shot: [640, 512],
  water: 'cycles',
  fractional: false,
  noise: 0,
  drift: [0, 0],
  interface: false,
  light: false,
  popups: 0,
  blank: 0,
  twice: 0,
  swapped: 0,
  scrolled: 0,
  missing: 0,
  file: 'png',
};

export const CASES = {
  plain,
  fractional: { ...plain, about: 'places between whole px, and a little noise', fractional: true, noise: 2 },
  'steady-fraction': {
    ...plain,
    about: 'every step a tenth of a px longer than a whole one',
    columns: 30,
    rows: 3,
    drift: [0.1, 0],
  },
  interface: { ...plain, about: 'toolbar with a counter, translucent panel, minimap', interface: true },
  'odd-houses': {
    ...plain,
    about: 'houses that are all the same, but for one in an overlap or two',
    scenery: 'odd-houses',
  },
  'one-odd-house': { ...plain, about: 'houses that are all the same, but for a single one', scenery: 'one-odd-house' },
  'water-block': { ...plain, about: '5 x 5 shots of pure water in a city', scenery: 'lake', columns: 9, rows: 9 },
  'flowing-water': { ...plain, about: 'islands in water that moves as one', scenery: 'sea', water: 'flows' },
  'still-water': {
    ...plain,
    about: 'islands in water that stands still, in small shots: most of their pairs repeat',
    ...{ scenery: 'sea', water: 'stands', shot: [320, 256] },
  },
  light: { ...plain, about: 'brightness 0.7 to 1.1 and a tint per shot', light: true },
  popup: { ...plain, about: 'popups over whole overlaps', popups: 3 },
  blank: { ...plain, about: 'a shot that shows nothing but the interface', interface: true, blank: 1 },
  twice: { ...plain, about: 'the same picture twice', twice: 1 },
  swapped: { ...plain, about: "two shots in each other's place", swapped: 1 },
  scrolled: { ...plain, about: 'two shots of a screen that was scrolled 250 to 400 px too far', scrolled: 2 },
  holes: { ...plain, about: 'a fifth of the shots is missing', columns: 7, rows: 7, missing: 0.2 },
  'all-at-once': {
    ...plain,
    about: 'islands in moving water, light, noise, places between px, interface, popups and holes',
    ...{
      scenery: 'sea',
      water: 'flows',
      fractional: true,
      noise: 2,
      interface: true,
      light: true,
      popups: 3,
      missing: 0.1,
    },
  },
  row: { ...plain, about: 'a single row', columns: 16, rows: 1 },
  column: { ...plain, about: 'a single column', columns: 1, rows: 16 },
  drift: { ...plain, about: '3 px a step over 100 columns', columns: 100, rows: 2, drift: [3, 1] },
  palette: { ...plain, about: 'PNG with a palette', columns: 4, rows: 3, file: 'palette' },
  '16-bit': { ...plain, about: 'PNG with 16 bits a sample', columns: 4, rows: 3, file: '16-bit' },
  interlaced: { ...plain, about: 'interlaced PNG', columns: 4, rows: 3, file: 'interlaced' },
  jpeg: { ...plain, about: 'JPEG of quality 85', columns: 4, rows: 3, file: 'jpeg' },
  webp: { ...plain, about: 'WebP of quality 85', columns: 4, rows: 3, file: 'webp' },
} satisfies Record<string, Case>;

export type CaseName = keyof typeof CASES;
export const isCase = (name: string): name is CaseName => Object.hasOwn(CASES, name);
