import { conflict, type TesseraError } from '../../../kernel/errors.ts';
import type { PlanRequest } from '../../workflow.ts';
import { createAgain } from './create-again.ts';

type Newer = {
  map: string;
  published_build: string;
  request: Pick<PlanRequest, 'capture'> & { shots: Pick<PlanRequest['shots'][number], 'name' | 'fixed'>[] };
};

/** A build that comes too late, and what to do instead: who put shots somewhere has no folder to make the map of. */
export function superseded(what: string, { map, published_build, request }: Newer): TesseraError {
  const put = request.shots.filter(({ fixed }) => fixed !== undefined).map(({ name }) => name);
  const others = put.length > 1 ? ` and ${put.length - 1} more` : '';
  const remedy =
    put.length > 0
      ? `It put ${put[0]}${others} by hand; correct that again from the build ${published_build}: tessera map correct ${map}@${published_build} SHOT X,Y`
      : `Start a new one: ${createAgain(request.capture?.game)}`;
  return conflict('superseded', `The map ${map} shows the newer build ${published_build} already; ${what} ${remedy}`);
}
