/** How surely the shots of a completed job lie where they lie, in a line for people. */

import { cutOff } from '../client/cut-off.ts';
import { mayHaveHiddenPanel } from '../client/hidden-panel.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import type { Shot } from '../lambdas/map/shot-schemas.ts';
import { DOUBTFUL_BELOW, SURE_FROM } from '../lib/limits.ts';
import type { Context } from './command.ts';

/** Nothing is told where all positions were given, nor when nobody can say any more: the job is done all the same. */
export async function tellPlaces(
  job: Job,
  { api, output, url }: Pick<Context, 'api' | 'output' | 'url'>,
): Promise<void> {
  if (job.status !== 'completed') return;
  const shots = await api.listShots(job.map, job.build).then(
    (answer) => answer.shots,
    () => [],
  );
  if (shots.every(({ reason }) => reason === 'given')) return;
  const page = `${url}/maps/${job.map}/builds/${job.build}/shots`;
  const confidences = shots.map(({ confidence }) => confidence);
  output.line(`  ${placesWords(confidences)}: ${page}`);
  if (mayHaveHiddenPanel(shots)) output.line(PANEL_MAY_BE_OVER_ALL);
  else if (isMostlyUnsure(confidences)) output.line(STEP_MAY_BE_WRONG);
  const cut = cutWords(shots);
  if (cut) output.line(`  ${cut}`);
}

const STEP_MAY_BE_WRONG =
  '  Fewer than half lie surely. The likely cause is the step: rows and columns must overlap, and the plan may be off by some tens ' +
  'of px. Run `tessera map create` again with the right --step WxH.';

const PANEL_MAY_BE_OVER_ALL =
  '  Most shots fit no neighbour. Does the game draw a panel over all of them? So few shots do not show it: run `tessera map create` ' +
  'again with --boxes "LEFT,TOP,WIDTH,HEIGHT" in px of a shot. If not, check the step: --step WxH.';

/** A step that is wrong spoils most shots; water or a popup spoils some. */
export const isMostlyUnsure = (confidences: number[]): boolean =>
  confidences.length > 1 && 2 * confidences.filter((confidence) => confidence >= SURE_FROM).length < confidences.length;

/** What a map does not show since its zero is fixed; undefined where it shows all. */
export function cutWords(shots: Pick<Shot, 'name' | 'position'>[]): string | undefined {
  const cut = cutOff(shots);
  const [most] = cut;
  if (!most) return undefined;
  const others = cut.length === 1 ? '' : ` and at most as many of ${cut.length - 1} more`;
  return `${most.px} px of ${most.name}${others} lie left of the map or above it and are cut off: it begins where its first build did`;
}

export function placesWords(confidences: number[]): string {
  const all = confidences.length;
  const sure = confidences.filter((confidence) => confidence >= SURE_FROM).length;
  const look = confidences.filter((confidence) => confidence < DOUBTFUL_BELOW).length;
  const fair = all - sure - look;
  if (sure === all) return all === 1 ? 'The shot lies surely' : `All ${all} shots lie surely`;
  return [
    `${sure} of ${all} shots lie surely`,
    ...(fair > 0 ? [`${fair} fairly so`] : []),
    ...(look > 0 ? [`${look} ${look === 1 ? 'needs' : 'need'} a look`] : []),
  ].join(', ');
}
