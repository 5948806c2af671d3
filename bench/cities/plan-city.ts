/** A generated city before it is painted: who lies where, and how any shot of it is painted. It costs no more than its list of shots. */
import type { Box, XY } from '../../lambdas/map/placement.ts';
import { choosing, seeded } from '../../local/seeded.ts';
import type { Case } from './cases.ts';
import { type Interface, interfaceOf } from './interface-boxes.ts';
import { type Extent, type Land, landOf } from './land.ts';
import { paintWorld } from './paint.ts';
import { addNoise, blankOut, cutBetween, lightUp, popUp } from './spoil.ts';
import type { Sprite, View } from './sprite.ts';
import { drawSprites, FRAMES, type Sprites, water } from './sprites.ts';

export type CityExtent = {
  seed?: number;
  columns?: number;
  rows?: number;
  /** Size of a shot, px. */
  shot?: [width: number, height: number];
  /** Between the planned places of neighbours, px; three quarters of a shot if not given. */
  step?: [x: number, y: number];
  /** A shot lies at most this far from its plan (drift aside), px; a thirty-second of its width if not given. */
  jitter?: number;
};

export type CityPlan = {
  extent: Extent;
  boxes: Box[];
  /** Row by row. */
  slots: Slot[];
  /** The same for the same slot, whoever else was painted. */
  paint(slot: Slot): View;
};

/** px that flowing water moves from one shot to the next. */
const FLOW = 5;

/** How much too far a screen is scrolled, as shares of a shot's width: of 640 px 250 to 400. */
const SCROLLED = { least: 0.4, most: 0.62 };

export type Slot = {
  row: number;
  col: number;
  nominal: XY;
  true: XY;
  turn: number;
  usable: boolean;
  popup: boolean;
  blank: boolean;
};

export function planCity(recipe: Case, wishes: CityExtent): CityPlan {
  const { seed = 1, shot = recipe.shot, columns = recipe.columns, rows = recipe.rows } = wishes;
  const step: XY = wishes.step ?? [Math.round(shot[0] * 0.75), Math.round(shot[1] * 0.75)];
  const extent: Extent = { columns, rows, step, shot };
  const land = landOf(recipe.scenery, seed, extent);
  const overlay = recipe.interface ? interfaceOf(land, extent) : undefined;
  const world: World = { land, sprites: drawSprites(seed, recipe.shades), overlay, seed };
  return {
    extent,
    boxes: overlay?.boxes ?? [],
    slots: slotsOf(recipe, extent, wishes.jitter ?? Math.round(shot[0] / 32), seed),
    paint: (slot) => take(slot, recipe, extent, world),
  };
}

/** Who lies where, and what is wrong with whom. */
function slotsOf(recipe: Case, { columns, rows, step, shot }: Extent, jitter: number, seed: number): Slot[] {
  const chance = seeded(seed);
  const wobble = () => {
    const off = (2 * chance() - 1) * jitter;
    return recipe.fractional ? off : Math.round(off);
  };
  const all = Array.from({ length: rows * columns }, (_, turn): Slot => {
    const [row, col] = [Math.floor(turn / columns), turn % columns];
    const nominal: XY = [col * step[0], row * step[1]];
    const at: XY = [nominal[0] + col * recipe.drift[0] + wobble(), nominal[1] + col * recipe.drift[1] + wobble()];
    return { row, col, nominal, true: at, turn, usable: true, popup: false, blank: false };
  });
  const { below } = choosing(seed + 1);
  const draw = () => all.splice(below(all.length), 1)[0]!;
  for (let left = Math.round(recipe.missing * all.length); left > 0; left--) draw();
  const drawn: Slot[] = [];
  const spoil = (count: number, change: (slot: Slot, neighbour: Slot) => void) => {
    for (let left = count; left > 0; left--) {
      const slot = draw();
      drawn.push(slot);
      const isBeside = ({ row, col }: Slot) => Math.abs(row - slot.row) + Math.abs(col - slot.col) === 1;
      const neighbour = all.find(isBeside);
      if (neighbour) change(slot, neighbour);
    }
  };
  spoil(recipe.popups, (slot) => Object.assign(slot, { popup: true }));
  spoil(recipe.blank, (slot) => Object.assign(slot, { blank: true, usable: false }));
  // The capture hung: the neighbour's picture once more, of the same moment.
  spoil(recipe.twice, (slot, { true: at, turn }) => Object.assign(slot, { true: at, turn, usable: false }));
  spoil(recipe.swapped, (slot, other) => {
    const mine = { true: slot.true, turn: slot.turn, usable: false };
    Object.assign(slot, { true: other.true, turn: other.turn, usable: false });
    Object.assign(other, mine);
  });
  spoil(recipe.scrolled, (slot) => {
    const far = Math.round((SCROLLED.least + (SCROLLED.most - SCROLLED.least) * chance()) * shot[0]);
    const isAcross = chance() < 0.5;
    // The world ends at the last shots: those were scrolled too little.
    const isLast = isAcross ? slot.col === columns - 1 : slot.row === rows - 1;
    const move = isLast ? -far : far;
    slot.true = isAcross ? [slot.true[0] + move, slot.true[1]] : [slot.true[0], slot.true[1] + move];
  });
  return [...all, ...drawn].sort((a, b) => a.row - b.row || a.col - b.col);
}

type World = { land: Land; sprites: Sprites; overlay: Interface | undefined; seed: number };

function waterOf(recipe: Case, sprites: Sprites, turn: number, chance: () => number): Sprite {
  if (recipe.water === 'stands') return sprites.water[0]!;
  return recipe.water === 'flows' ? water(0, FLOW * turn) : sprites.water[Math.floor(chance() * FRAMES)]!;
}

/** A capture: the world at its moment, and what comes over it. All its chance comes from its turn. */
function take(slot: Slot, recipe: Case, extent: Extent, { land, sprites, overlay, seed }: World): View {
  const chance = seeded(seed * 65_537 + slot.turn);
  const moment = { water: waterOf(recipe, sprites, slot.turn, chance), traffic: seed + slot.turn };
  const [left, top] = slot.true.map(Math.floor) as XY;
  const [width, height] = extent.shot;
  const part = { left, top, width, height };
  const view = slot.true.some((place) => !Number.isInteger(place))
    ? cutBetween(
        paintWorld(land, sprites, moment, { left: left - 2, top: top - 2, width: width + 4, height: height + 4 }),
        ...slot.true,
      )
    : paintWorld(land, sprites, moment, part);
  if (slot.blank) blankOut(view);
  if (recipe.light) lightUp(view, chance);
  if (recipe.noise > 0) addNoise(view, recipe.noise, seed * 131_071 + slot.turn);
  overlay?.paintOver(view, Math.floor(chance() * 1_000_000));
  if (slot.popup) popUp(view, extent, slot.col + 1 < extent.columns);
  return view;
}
