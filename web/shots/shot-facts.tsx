import type { ComponentChildren } from 'preact';
import type { Shot, ShotDetail } from '../../lambdas/map/shot-schemas.ts';
import { isKept } from '../parts/build-state.ts';
import { text } from '../text/en.ts';
import { writePlace } from '../viewer/link-hash.ts';
import { lengthInPx, placeInPx, placeInTenths, signedPx } from './numbers.ts';
import type { Of } from './shots-of-build.tsx';

type Props = {
  of: Of;
  shot: Shot;
  /** Where its picture says, to a fraction of a px; undefined while it is asked for, and for those who may not see it. */
  estimated: ShotDetail['estimated'] | undefined;
  children: ComponentChildren;
};

/** Planned, found, how far apart, how; then what can be done. */
export function ShotFacts({ of, shot, estimated, children }: Props) {
  const way = of.displacement.of(shot);
  const length = Math.hypot(...way);
  const seen = onMap(of, shot);
  const place = ([x, y]: [number, number]) => text.position(placeInPx(x), placeInPx(y));
  const put = of.moves.places.value.get(shot.screenshot_id);
  const facts: [string, string][] = [
    [text.rowAndColumnTitle, text.rowAndColumn(shot.row, shot.col)],
    [text.planned, place(of.displacement.planned(shot))],
    [
      text.found,
      // On the same line: it comes later, and nothing is to jump.
      isBetween(estimated, shot)
        ? text.foundExactly(place(shot.position), text.position(...tenths(estimated)))
        : place(shot.position),
    ],
    [
      text.movedFromPlan,
      length < 0.5 ? text.notMoved : text.movedWhat(lengthInPx(length), signedPx(way[0]), signedPx(way[1])),
    ],
    ...(put === undefined ? [] : [[text.putAt, put ? place(put) : text.putBack] as [string, string]]),
    [text.foundHow, text.reasons[shot.reason]],
    [text.largestResidual, shot.residual === null ? text.noResidual : text.residualWhat(lengthInPx(shot.residual))],
  ];
  return (
    <section class="shot-facts">
      <h2 class="unseen">{text.factsOf}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt class="quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="shot-acts">
        {children}
        {seen && (
          <a class="button" href={seen}>
            {text.seeOnMap}
          </a>
        )}
      </div>
    </section>
  );
}

/** Whether the place was rounded to the whole px that the map has, by more than the tenth that is shown. */
const isBetween = (estimated: Props['estimated'], { position }: Shot): estimated is [number, number] =>
  estimated?.some((at, axis) => Math.abs(at - position[axis]!) >= 0.05) ?? false;

const tenths = ([x, y]: [number, number]): [string, string] => [placeInTenths(x), placeInTenths(y)];

/** The viewer at the shot, in pixels of the map; undefined where its build cannot be shown. */
function onMap({ map, build }: Of, { position: [x, y] }: Shot): string | undefined {
  const made = map.builds.find((one) => one.build === build);
  if (!made || !isKept(made) || map.max_zoom === null) return undefined;
  return `/maps/${map.map}${writePlace({ zoom: map.max_zoom, x, y, ...(!made.published && { build }) })}`;
}
