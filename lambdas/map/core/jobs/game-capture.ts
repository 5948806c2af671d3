import { invalidFields } from '../../../kernel/errors.ts';
import type { Media } from '../../../media/ports.ts';
import type { CaptureRequest } from '../../capture-schemas.ts';
import type { GameCapture } from '../../game-capture.ts';
import { savesPrefix } from '../../keys.ts';
import type { MapRecord } from '../../ports/maps.ts';

/** The capture with its save, which must be an uploaded one of this owner for this map. @throws TesseraError 422 */
export function gameCapture(
  { driver: _, game, save: id, ...view }: CaptureRequest,
  { map, owner }: Pick<MapRecord, 'map' | 'owner'>,
  media: ReadonlyMap<string, Media>,
): GameCapture {
  const save = media.get(id);
  if (save?.owner !== owner || save.collection !== map || !save.key.startsWith(savesPrefix(map))) {
    const message = `There is no save ${id} of this map (unused ones go after a day); upload it again.`;
    throw invalidFields([{ field: 'capture.save', message }]);
  }
  const { name, key, sha256, bytes, type } = save;
  return { game, save: { id, name, key, sha256, bytes, type }, ...view };
}
