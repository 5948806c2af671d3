import type { Command } from '../command.ts';
import { MapDocument } from '../documents.ts';
import { findMap } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapShow: Command = {
  name: 'map show',
  summary: 'shows a map with its builds and what is published',
  about: ['MAP is an id or a name that only one map has. The published build has a star.'],
  operands: ['MAP'],
  options: {},
  examples: [
    ['by its name', 'tessera map show "My city"'],
    ['by its id', 'tessera map show my-city-3k9f2a'],
  ],
  exits: { 3: 'there is no such map, or several of that name: they are listed' },
  next: [
    ['tessera map shots MAP@BUILD', 'where the shots of a build lie'],
    ['tessera map rollback MAP@BUILD', 'shows a build that is kept again'],
  ],
  document: MapDocument,
  async run({ operands, api, output, url }) {
    const map = await findMap(api, operands[0]!);
    output.result(map, () => [
      `${map.name} (${map.map}), ${map.visibility}${map.own ? ', yours' : ''}`,
      map.published_build
        ? `published: build ${map.published_build}, ${map.width}x${map.height} px, ${map.tiles} tiles`
        : 'nothing published yet',
      ...(map.published_build ? [`${url}/maps/${map.map}`] : []),
      ...(map.attribution ? [map.attribution] : []),
      '',
      ...tableLines(
        ['build', 'status', 'shots', 'tiles', 'made (UTC)', 'job'],
        map.builds.map((build) => [
          `${build.build}${build.published ? ' *' : ''}`,
          build.status,
          build.shots,
          build.tiles,
          build.created_at.slice(0, 16).replace('T', ' '),
          build.job_id,
        ]),
      ),
    ]);
    return undefined;
  },
};
