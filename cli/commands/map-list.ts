import { type Command, DEFAULT_URL } from '../command.ts';
import { MapsDocument } from '../documents.ts';
import { allMaps } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapList: Command = {
  name: 'map list',
  summary: 'lists the maps that you may see',
  about: ['Your own, and the public ones of everybody else. Without a login only what everybody may see.'],
  operands: [],
  options: {},
  examples: [
    ['a table', 'tessera map list'],
    ['ids only, for a script', "tessera map list --json | jq -r '.maps[].map'"],
  ],
  exits: {},
  next: [['tessera map show MAP', 'one of them with its builds']],
  document: MapsDocument,
  async run({ api, output, url }) {
    // Nobody said where: another platform may be meant, at another port.
    if (url === DEFAULT_URL) output.hint(`from ${url}`);
    const maps = await allMaps(api);
    const row = (map: (typeof maps)[number]) => [
      map.map,
      map.name,
      map.width === null ? null : `${map.width}x${map.height}`,
      map.tiles,
      map.visibility,
      map.published_build,
      map.updated_at.slice(0, 16).replace('T', ' '),
    ];
    output.result({ maps }, () =>
      maps.length
        ? tableLines(['map', 'name', 'px', 'tiles', 'for', 'published', 'updated (UTC)'], maps.map(row))
        : ['There are no maps yet. Make one with: tessera map create DIR'],
    );
    return undefined;
  },
};
