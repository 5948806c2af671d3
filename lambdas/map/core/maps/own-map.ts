import { notFound } from '../../../kernel/errors.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';

/** @throws TesseraError 404, also for a map of somebody else */
export async function ownMap(map: string, owner: string, maps: Pick<Maps, 'find'>): Promise<MapRecord> {
  const record = await maps.find(map);
  if (record?.owner !== owner) throw notFound('map', map);
  return record;
}
