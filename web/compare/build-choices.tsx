import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { SwapIcon } from '../icons/icons.tsx';
import { isKept } from '../parts/build-state.ts';
import { text } from '../text/en.ts';
import { choose, type Sides } from './sides.ts';

type Props = { map: MapDetail; names: Map<string, string>; sides: Sides; onChange: (sides: Sides) => void };

/** Which build is left and which is right, to choose from those that are kept. */
export function BuildChoices({ map, names, sides, onChange }: Props) {
  const kept = map.builds.filter(isKept);
  const choice = (side: keyof Sides, label: string) => (
    <label class="compare-choice small">
      {label}
      <select value={sides[side]} onChange={(event) => onChange(choose(sides, side, event.currentTarget.value))}>
        {kept.every(({ build }) => build !== sides[side]) && <option value={sides[side]}>{text.choose}</option>}
        {kept.map(({ build, published }) => (
          <option key={build} value={build} selected={build === sides[side]}>
            {/* First: on a phone there is no room for the end. */}
            {published && `${text.buildStates.published} · `}
            {names.get(build)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="compare-choices">
      {choice('a', text.leftBuild)}
      <button
        type="button"
        class="button plain square"
        aria-label={text.swapBuilds}
        title={text.swapBuilds}
        onClick={() => onChange({ a: sides.b, b: sides.a })}
      >
        <SwapIcon />
      </button>
      {choice('b', text.rightBuild)}
    </div>
  );
}
