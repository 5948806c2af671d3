import type { Command } from '../command.ts';
import { findMap } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapShow: Command = {
  name: 'map show',
  summary: 'shows a map with its builds and what is published',
  operands: ['MAP'],
  options: {},
  examples: ['tessera map show my-city-3k9f2a', 'tessera map show "My city"'],
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
