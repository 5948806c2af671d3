import { useMemo } from 'preact/hooks';
import type { Placed } from '../../client/grid.ts';
import { holesOf } from '../../client/holes.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** As many as can be taken in; the count tells that there are more. */
const NAMED = 12;

/** Shots that are missing between others: the person goes on knowingly, or takes them. At the edge a map may have any outline. */
export function Holes({ shots }: { shots: Placed[] }) {
  const { inside, edge, edgeCount } = useMemo(() => holesOf(shots), [shots.length]);
  return (
    <>
      {inside.length > 0 && (
        <section class="message holes" aria-label={text.holesFound(count(inside.length))}>
          <p class="state failed">
            <WarningIcon /> {text.holesFound(count(inside.length))}
          </p>
          <ul class="small">
            {inside.slice(0, NAMED).map((name) => (
              <li key={name}>{name}</li>
            ))}
            {inside.length > NAMED && <li>{text.holesMore(count(inside.length - NAMED))}</li>}
          </ul>
          <p>{text.holesWhat(count(inside.length))}</p>
          <label class="check">
            <input type="checkbox" name="holes" required />
            {text.allowHoles(count(inside.length))}
          </label>
        </section>
      )}
      {edgeCount > 0 && <p class="quiet small">{text.edgeEmpty(count(edgeCount), edge.slice(0, 5).join(', '))}</p>}
    </>
  );
}
