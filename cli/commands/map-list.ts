import type { Command } from '../command.ts';
import { allMaps } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapList: Command = {
  name: 'map list',
  summary: 'lists the maps that you may see',
  operands: [],
  options: {},
  examples: ['tessera map list', 'tessera map list --json'],
  async run({ api, output }) {
    const maps = await allMaps(api);
    const row = (map: (typeof maps)[number]) => [
      map.map,
      map.name,
      map.width === null ? null : `${map.width}x${map.height}`,
      map.tiles,
      map.published_build,
      map.updated_at.slice(0, 16).replace('T', ' '),
    ];
    output.result({ maps }, () =>
      maps.length
        ? tableLines(['map', 'name', 'px', 'tiles', 'published', 'updated (UTC)'], maps.map(row))
        : ['There are no maps yet. Make one with: tessera map create DIR'],
    );
    return undefined;
  },
};
