import type { Caller } from '../../../kernel/caller.ts';
import { notFound, TesseraError } from '../../../kernel/errors.ts';
import { positionsKey } from '../../keys.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { ShotsAnswer } from '../../schemas.ts';
import type { Positions } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { readableMap } from './read-maps.ts';

/** Where every shot of a build lies. @throws TesseraError 404; `no_positions` (404) while they are not known yet. */
export async function listShots(
  { map, build }: { map: string; build: string },
  caller: Caller | undefined,
  { maps, builds, work }: { maps: Maps; builds: Builds; work: ObjectStore },
): Promise<ShotsAnswer> {
  await readableMap(map, caller, maps);
  if (!(await builds.find(map, build))) throw notFound('build', build);
  const positions = await findJson<Positions>(work, positionsKey(build));
  if (!positions) {
    const message = `The positions of build ${build} are not known: its job has not located the shots. Look at the job.`;
    throw new TesseraError('no_positions', 404, message);
  }
  const shots = positions.shots.map(({ name, row, col, nominal, position, confidence, reason }) => {
    return { name, row, col, nominal, position, confidence, reason };
  });
  return { map, build, width: positions.width, height: positions.height, shots };
}
