import { TesseraError } from '../../../kernel/errors.ts';
import { positionsKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Positions } from '../../workflow.ts';
import { findJson } from '../files.ts';

/** @throws TesseraError `no_positions` (404) while a build has none yet, or has them no more */
export async function positionsOf(build: string, work: Pick<ObjectStore, 'get'>): Promise<Positions> {
  const positions = await findJson<Positions>(work, positionsKey(build));
  if (positions) return positions;
  const message = `The positions of build ${build} are not known: its job has not located the shots. Look at the job.`;
  throw new TesseraError('no_positions', 404, message);
}
