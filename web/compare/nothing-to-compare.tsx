import { isKept } from '../parts/build-state.ts';
import { Page } from '../parts/page.tsx';
import { text } from '../text/en.ts';
import { BuildChoices } from './build-choices.tsx';
import type { Comparison } from './comparison.ts';
import type { Sides } from './sides.ts';
import './compare.css';

type Props = {
  comparison: Exclude<Comparison, { left: unknown }>;
  names: Map<string, string>;
  onChange: (sides: Sides) => void;
};

/** In place of a comparison: which build cannot be shown and why, and what can be compared instead. */
export function NothingToCompare({ comparison, names, onChange }: Props) {
  const { map, sides } = comparison;
  const enough = map.builds.filter(isKept).length >= 2;
  return (
    <Page title={text.compareOf(map.name)}>
      <section class="message whole" role="status">
        <h1>{text.compareOf(map.name)}</h1>
        {!sides && <p>{text.onlyOneBuild}</p>}
        {sides &&
          comparison.missing.map(({ build, why }) => (
            <p key={build}>{text.cannotCompare(names.get(build), text.whyNotCompared[why])}</p>
          ))}
        {sides && enough && (
          <>
            <p>{text.chooseOtherBuilds}</p>
            <BuildChoices map={map} names={names} sides={sides} onChange={onChange} />
          </>
        )}
        <div class="actions">
          {map.published_build && (
            <a class="button main" href={`/maps/${map.map}`}>
              {text.openMap}
            </a>
          )}
          <a class="button" href={`/maps/${map.map}/builds`}>
            {text.allBuilds}
          </a>
        </div>
      </section>
    </Page>
  );
}
