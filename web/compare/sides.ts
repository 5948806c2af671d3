import type { Build, MapDetail } from '../../lambdas/map/schemas.ts';
import { type BuildState, isKept, stateOf } from '../parts/build-state.ts';

/** The two builds of a comparison: left and right of the slider. */
export type Sides = { a: string; b: string };
export type WhyNot = Exclude<BuildState, 'published' | 'kept'> | 'unknown';

type Builds = Pick<MapDetail, 'builds' | 'published_build'>;

/** `?a=&b=` of the address. */
export function readSides(search: string): Partial<Sides> {
  const query = new URLSearchParams(search);
  const [a, b] = [query.get('a'), query.get('b')];
  return { ...(a && { a }), ...(b && { b }) };
}

export const writeSides = ({ a, b }: Sides): string => `?${new URLSearchParams({ a, b })}`;

/**
 * Fills what the address does not say: the published build on the right, the newest other one on the left. The same build on both
 * sides shows no difference: then the one before it is on the left. Undefined when there are no two that could be shown.
 */
export function fillSides({ builds }: Builds, { a, b }: Partial<Sides>): Sides | undefined {
  const kept = builds.filter(isKept);
  const right = b ?? (kept.find((build) => build.published && build.build !== a) ?? other(kept, a))?.build;
  if (a !== undefined && a === right) {
    const before = kept.find(({ build }) => build < right) ?? other(kept, right);
    return before && { a: before.build, b: right };
  }
  const left = a ?? other(kept, right)?.build;
  return left && right ? { a: left, b: right } : undefined;
}

const other = (kept: Build[], build: string | undefined) => kept.find((one) => one.build !== build);

/** Another build on one side; the one of the other side changes places with it. */
export function choose(sides: Sides, side: keyof Sides, build: string): Sides {
  const opposite = side === 'a' ? 'b' : 'a';
  if (sides[opposite] === build) return { a: sides.b, b: sides.a };
  return { ...sides, [side]: build };
}

/** Why a build cannot be shown; undefined when it can. */
export function whyNot({ builds }: Pick<Builds, 'builds'>, id: string): WhyNot | undefined {
  const build = builds.find((one) => one.build === id);
  if (!build) return 'unknown';
  const state = stateOf(build);
  return state === 'published' || state === 'kept' ? undefined : state;
}
