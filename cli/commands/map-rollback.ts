import { retry } from '../../client/retry.ts';
import type { Command } from '../command.ts';
import { inputError } from '../command-error.ts';
import { findMap } from '../find-map.ts';

export const mapRollback: Command = {
  name: 'map rollback',
  summary: 'shows the build before the published one, or a given one that is kept, again',
  operands: ['MAP[@BUILD]'],
  options: {},
  examples: ['tessera map rollback "My city"', 'tessera map rollback my-city-3k9f2a@01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'],
  async run({ operands, api, output, url, signal }) {
    const operand = operands[0]!;
    const at = operand.lastIndexOf('@');
    const to = at > 0 ? operand.slice(at + 1).toUpperCase() : undefined;
    const map = await findMap(api, at > 0 ? operand.slice(0, at) : operand);
    const from = map.published_build;
    if (!from) throw inputError(`Map ${map.map} has no published build yet, so there is no way back.`);
    // Repeated when the answer is lost: the server goes back from this one build, and only once.
    const answer = await retry({ signal }, () => api.rollBack(map.map, { from, to }));
    output.result({ ...answer, url: `${url}/maps/${map.map}` }, () => [
      answer.published_build === answer.from
        ? `${map.name} (${map.map}) shows build ${answer.from} already.`
        : `${map.name} (${map.map}) shows build ${answer.published_build} again, and no longer ${answer.from}.`,
      `${url}/maps/${map.map}`,
    ]);
    return undefined;
  },
};
