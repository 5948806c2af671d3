import { type Documents, writeRows } from '../../kernel/documents.ts';
import { shotRow } from '../keys.ts';
import type { Shots } from '../ports/shots.ts';
import type { LocatedShot } from '../workflow.ts';

type Ref = { map_id: string; build: string };

/** Shot rows in the map table, written by the step after the Map: the workers themselves touch S3 only. */
export function dynamodbShots(documents: Documents, table: string): Shots {
  const put = (ref: Ref, shots: LocatedShot[], countOf: (shot: LocatedShot) => number) =>
    writeRows(documents, table, { put: shots.map((shot) => rowOf(ref, shot, countOf(shot))) });
  return {
    put: (ref, shots) => put(ref, shots, () => 0),
    complete: (ref, shots) => put(ref, shots, ({ required_by_tiles_count }) => required_by_tiles_count),
    remove: (build, ids) => writeRows(documents, table, { delete: ids.map((id) => shotRow(build, id)) }),
  };
}

const rowOf = (
  { map_id, build }: Ref,
  { position, estimated, ...shot }: LocatedShot,
  completed_tiles_count: number,
) => {
  const [estimated_x, estimated_y] = estimated ?? position;
  const estimate = { status: 'coords_estimated', estimated_x, estimated_y };
  return { ...shotRow(build, shot.id), ...shot, map_id, build, ...estimate, completed_tiles_count };
};
