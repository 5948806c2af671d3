import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { useLoaded } from '../data/loaded.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { certaintyOf } from '../shots/certainty.ts';
import { text } from '../text/en.ts';

/** The way to the shots of a completed job; how many need a look, as soon as that is known. */
export function ShotsNews({ job: { map, build } }: { job: Pick<Job, 'map' | 'build'> }) {
  const shots = useLoaded(() => api.listShots(map, build), [map, build]);
  // Without an answer the way stays: its page says why.
  const looks = shots.value.data?.shots.filter((shot) => certaintyOf(shot) === 'doubtful').length ?? 0;
  return (
    <p class="job-shots">
      {looks > 0 && (
        <span class="job-looks">
          <WarningIcon /> <b>{text.shotsNeedLook(looks, count(looks))}</b>
        </span>
      )}
      <a href={`/maps/${map}/builds/${build}/shots`}>{looks > 0 ? text.seeWhichAndWhy : text.seeShots}</a>
    </p>
  );
}
