import { ApiError } from '../../client/api-error.ts';
import { retry } from '../../client/retry.ts';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { Command } from '../command.ts';
import { inputError } from '../command-error.ts';
import { RollbackDocument } from '../documents.ts';
import { findMapAndBuild } from '../find-map.ts';

const oldest = ({ name, map }: MapDetail, from: string) =>
  inputError(
    `${name} shows the first build that it ever had, ${from}: there is none before it to go back to. To show a later one that ` +
      `is kept: tessera map rollback ${map}@BUILD; \`tessera map show ${map}\` lists them.`,
  );

export const mapRollback: Command = {
  name: 'map rollback',
  summary: 'shows the build before the published one, or a given one that is kept, again',
  about: [
    'The published build and the one before it stay; older ones go with the daily tidying. People see it within seconds.',
  ],
  operands: ['MAP[@BUILD]'],
  options: {},
  examples: [
    ['the one before', 'tessera map rollback "My city"'],
    ['a certain one', 'tessera map rollback my-city-3k9f2a@01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'],
  ],
  exits: { 3: 'there is no such map, or no build to go to' },
  next: [['tessera map show MAP', 'which builds there are, and which is shown']],
  document: RollbackDocument,
  async run({ operands, api, output, url, signal }) {
    const { map, wanted: to } = await findMapAndBuild(api, operands[0]!);
    const from = map.published_build;
    if (!from)
      throw inputError(
        `Map ${map.map} has no published build yet, so there is none to go back to. \`tessera map show ${map.map}\` lists its builds.`,
      );
    // Repeated when the answer is lost: the server goes back from this one build, and only once.
    const answer = await retry({ signal }, () => api.rollBack(map.map, { from, to })).catch((error) => {
      throw error instanceof ApiError && error.code === 'no_earlier_build' ? oldest(map, from) : error;
    });
    output.result({ ...answer, url: `${url}/maps/${map.map}` }, () => [
      answer.published_build === answer.from
        ? `${map.name} (${map.map}) shows build ${answer.from} already.`
        : `${map.name} (${map.map}) shows build ${answer.published_build} again, and no longer ${answer.from}.`,
      `${url}/maps/${map.map}`,
    ]);
    return undefined;
  },
};
