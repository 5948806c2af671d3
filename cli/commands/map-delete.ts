import { setTimeout as sleep } from 'node:timers/promises';
import { retry } from '../../client/retry.ts';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { Command, Context } from '../command.ts';
import { CommandError, EXIT, inputError } from '../command-error.ts';
import { DeletionDocument } from '../documents.ts';
import { findMap } from '../find-map.ts';
import { oneLine } from '../printable.ts';

/** Most maps are gone in a second or two; a million tiles take minutes. */
const POLL_MS = [500, 500, 1000, 2000];
/** Longer than a deletion that is well may take; one that died is begun again by the daily tidying. */
const PATIENCE_MS = 3600 * 1000;

export const mapDelete: Command = {
  name: 'map delete',
  summary: 'deletes a map and everything of it, for good; says how much went',
  about: [
    'Builds, tiles, uploads, jobs and history: nothing can bring them back. Asks on a terminal only. Nobody sees the map from',
    'then on; the command waits until the rest is gone, an hour at most, and says how much went.',
  ],
  operands: ['MAP'],
  options: { yes: { type: 'boolean', help: 'do not ask; nothing is asked without a terminal either' } },
  examples: [
    ['after a question', 'tessera map delete "My city"'],
    ['in a script', 'tessera map delete my-city-3k9f2a --yes --json'],
  ],
  exits: {
    3: 'there is no such map, it is not yours, or the answer was not yes',
    4: 'after an hour something is left; its removal goes on',
  },
  next: [['tessera map export MAP DIR', 'a copy of your own, before']],
  document: DeletionDocument,
  async run(context) {
    const { operands, api, output, signal } = context;
    const map = await findMap(api, operands[0]!);
    if (!map.own) throw inputError(`The map ${map.name} (${map.map}) is not yours, so it is not yours to delete.`);
    if (!(await isMeant(map, context))) throw new CommandError(EXIT.input, 'Nothing was deleted.');
    await retry({ signal }, () => api.deleteMap(map.map));
    const gone = await waitUntilGone(map.map, context);
    const counts = gone.objects === null ? '' : `${gone.objects} objects and ${gone.rows} rows went, `;
    output.result({ map: map.map, name: map.name, ...gone }, () => [
      `${map.name} (${map.map}) is deleted: ${counts}nothing is left.`,
    ]);
    return undefined;
  },
};

async function isMeant({ name, map, builds, tiles }: MapDetail, { values, ask }: Context): Promise<boolean> {
  if (values.yes === true || !ask) return true;
  const what = `${builds.length} builds${tiles === null ? '' : `, ${tiles} tiles shown`}`;
  return /^y(es)?$/i.test(await ask(oneLine(`Delete ${name} (${map}; ${what}) for good? [y/N] `)));
}

async function waitUntilGone(map: string, { api, signal, output }: Context) {
  const until = Date.now() + PATIENCE_MS;
  for (let poll = 0; ; poll++) {
    if (Date.now() > until) {
      const message = `The map ${map} is gone for everybody, but what is left of it is not removed after an hour. That goes on without this command, and is begun again by itself should it have died.`;
      throw new CommandError(EXIT.job, message);
    }
    try {
      const { status, objects, rows } = await retry({ signal }, () => api.mapDeletion(map));
      if (status === 'deleted') return { status, objects, rows };
      await sleep(POLL_MS[Math.min(poll, POLL_MS.length - 1)]!, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      output.note(`The map ${map} is gone for everybody; the rest of it is removed without this command.`);
      throw new CommandError(EXIT.interrupted, 'Interrupted.');
    }
  }
}
