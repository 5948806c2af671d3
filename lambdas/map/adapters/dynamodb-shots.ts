import { type Documents, writeRows } from '../../kernel/documents.ts';
import { shotRow } from '../keys.ts';
import type { Shots } from '../ports/shots.ts';

/** Shot rows in the map table, written by the step after the Map: the workers themselves touch S3 only. */
export function dynamodbShots(documents: Documents, table: string): Shots {
  return {
    put: ({ map_id, build }, shots) =>
      writeRows(documents, table, {
        put: shots.map(({ position: [estimated_x, estimated_y], ...shot }) => ({
          ...shotRow(build, shot.id),
          ...shot,
          map_id,
          build,
          status: 'coords_estimated',
          estimated_x,
          estimated_y,
        })),
      }),
    remove: (build, ids) => writeRows(documents, table, { delete: ids.map((id) => shotRow(build, id)) }),
  };
}
