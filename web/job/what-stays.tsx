import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { shownSince } from './cancelling.ts';

/** What the map goes on showing without this job. Its line is there before the answer is, so nothing jumps. */
export function WhatStays({ map }: { map: MapDetail | undefined }) {
  const since = map && shownSince(map);
  return (
    <p class="what-stays">
      {since ? (
        <>
          {text.goesOnShowing} <Moment time={since} />.
        </>
      ) : (
        map && text.showsNothing
      )}
    </p>
  );
}
