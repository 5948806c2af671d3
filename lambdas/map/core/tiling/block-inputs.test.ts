import { expect, it } from 'vitest';
import type { Block, TileSettings } from '../../workflow.ts';
import { blockInputs } from './block-inputs.ts';

const settings: TileSettings = { format: 'png', quality: 80, effort: 0, max_zoom: 2, width: 900, height: 700 };
const shot = { id: 'a', key: 'k', x: 0, y: 0, width: 600, height: 500 };
const block: Block = { id: '0_0', tile_x: 0, tile_y: 0, columns: 2, rows: 2, shots: [shot] };

it('is the same for the same tiles, wherever the screenshot lies', () => {
  expect(blockInputs({ ...block, shots: [{ ...shot, key: 'other' }] }, settings)).toBe(blockInputs(block, settings));
});

it.each([
  [{ shots: [{ ...shot, id: 'b' }] }, {}],
  [{ shots: [{ ...shot, x: 1 }] }, {}],
  [{ shots: [{ ...shot, low: true }] }, {}],
  [{ boxes: [[0, 0, 600, 22]] }, {}],
  [{ shots: [] }, {}],
  [{ columns: 1 }, {}],
  [{}, { quality: 81 }],
  [{}, { width: 901 }],
  [{}, { format: 'webp' }],
])('is another for %o %o', (changes, others) => {
  const other = blockInputs({ ...block, ...changes } as Block, { ...settings, ...others } as TileSettings);
  expect(other).not.toBe(blockInputs(block, settings));
});
