import { useSignal } from '@preact/signals';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { BUILDS_SHOWN } from '../../lib/limits.ts';
import { api } from '../data/api.ts';
import { TrashIcon } from '../icons/icons.tsx';
import { isKept } from '../parts/build-state.ts';
import { Confirm } from '../parts/confirm.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** The end of a map: says what goes, asks once. */
export function DeleteMap({ map, onDeleted }: { map: MapDetail; onDeleted: () => void }) {
  const asked = useSignal(false);
  const { builds, name } = map;
  const tiles = builds.filter(isKept).reduce((sum, build) => sum + build.tiles, 0);
  // The API tells the newest builds; what is deleted are all of them.
  const many = builds.length >= BUILDS_SHOWN;
  return (
    <section class="delete-map">
      <p class="quiet">{text.deleteWhat}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          asked.value = true;
        }}
      >
        <TrashIcon /> {text.deleteMap}
      </button>
      {asked.value && (
        <Confirm
          title={text.deleteTitle(name)}
          words={{ act: text.deleteForGood, acting: text.deleting, keep: text.keepMap, failed: text.deleteFailed }}
          onConfirm={async () => {
            await api.deleteMap(map.map);
            onDeleted();
          }}
          onClose={() => {
            asked.value = false;
          }}
        >
          <p>{text.deleteGoes}</p>
          <ul class="delete-goes">
            <li>{many ? text.manyBuilds(builds.length) : text.buildCount(builds.length)}</li>
            <li>{text.tiles(count(tiles))}</li>
            <li>{text.deleteShotsToo}</li>
          </ul>
          <p>{text.deleteStays}</p>
        </Confirm>
      )}
    </section>
  );
}
