import { ordinal } from '../../client/ordinal.ts';
import { isPrivateMap } from '../../lambdas/map/tile-paths.ts';
import type { TileDetail } from '../../lambdas/map/tile-schemas.ts';
import type { Command } from '../command.ts';
import { usageError } from '../command-error.ts';
import { TileDocument } from '../documents.ts';
import { findBuild } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapTile: Command = {
  name: 'map tile',
  summary: 'says where a tile comes from: which shots show in it, and which build made it',
  about: [
    'Z/X/Y is the tile as its address names it: zoom 0 is one tile, x goes to the right, y down. share is of all px of the tile; of',
    'the shots that show in it those with the largest shares are named.',
  ],
  operands: ['MAP[@BUILD]', 'Z/X/Y'],
  options: {},
  examples: [
    ['of the published build', 'tessera map tile "My city" 4/7/3'],
    ['of another build, for a program', 'tessera map tile my-city-3k9f2a@01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 0/0/0 --json'],
  ],
  exits: { 3: 'there is no such map, build or tile' },
  next: [
    ['tessera map shots MAP[@BUILD]', 'where every shot lies, and how sure that is'],
    ['tessera map correct MAP[@BUILD] SHOT X,Y', 'puts a shot where you say'],
  ],
  document: TileDocument,
  async run({ operands, api, output, url }) {
    const tile = tileOf(operands[1]!);
    const { map, build } = await findBuild(api, operands[0]!);
    const detail = await api.showTile(map.map, build, tile);
    output.result(detail, () => [
      ...factsOf(detail, url),
      '',
      ...tableLines(
        ['name', 'position', 'share', 'id'],
        detail.shots.map(({ name, position, share, screenshot_id }) => [
          name,
          position.join(','),
          percent(share),
          screenshot_id,
        ]),
      ),
      ...restOf(detail),
    ]);
    return undefined;
  },
};

function tileOf(text: string) {
  const [, z, x, y] = /^(\d{1,9})\/(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  if (z && x && y) return { z: Number(z), x: Number(x), y: Number(y) };
  throw usageError(`Z/X/Y is zoom, column and row of a tile, for example 4/7/3, not ${text}.`);
}

function factsOf(
  { map, build, tile, area, state, colour, picture_url, made_in, shot_count, shots, every_row }: TileDetail,
  url: string,
): string[] {
  const [left, top, width, height] = area;
  const rest = shot_count - shots.length;
  const states = {
    stored: `stored: ${url}${picture_url}${isPrivateMap(map) ? ' (for its owner, with cookies)' : ''}`,
    blank: `blank: all of it is ${colour}, nothing is stored`,
    empty: 'empty: no shot shows anything there',
  };
  return [
    `Tile ${tile} of ${map}, build ${build}: ${width} x ${height} px of the map from ${left},${top} on`,
    states[state],
    madeIn(made_in, build),
    `${shot_count} ${shot_count === 1 ? 'shot shows' : 'shots show'} in it${rest > 0 ? `, ${rest} more than are named` : ''}` +
      (every_row > 1 ? ` (of every ${ordinal(every_row)} row of px)` : ''),
  ];
}

/** Shares are rounded, and so is their sum. */
const ALL = 0.999;

/** What the shots that are named leave: other shots, and what no shot shows. */
function restOf({ shots, shot_count, covered }: TileDetail): string[] {
  const named = shots.reduce((sum, { share }) => sum + share, 0);
  const others = shot_count - shots.length;
  return [
    ...(others > 0 ? [`${percent(Math.max(0, covered - named))} in ${others} more shots`] : []),
    ...(covered < ALL ? [`${percent(1 - covered)} lies outside every shot`] : []),
  ];
}

function madeIn(made_in: string | null, build: string): string {
  if (made_in === build) return 'made in this build';
  if (made_in) return `made in build ${made_in}, unchanged since`;
  return 'made in which build is not known: this build is older than the note of it';
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
