/** Goes through one row of the table on both surfaces and answers everything that is wrong with it. */
import type { ConsoleMessage, Page, Request, Response } from 'playwright-core';
import { answerWith } from '../../support/answers.ts';
import type { City } from './city.ts';
import { unfocusable } from './focus.ts';
import { inaccessible, layoutShift, MOST_SHIFT, moving, narrow, restless } from './judge.ts';
import { leavePictures } from './pictures.ts';
import { SURFACES, type Surface, type Surfaces } from './surfaces.ts';
import type { Stage, Walk } from './walk.ts';

/** The narrowest phone that is promised. */
const NARROWEST = 360;

export async function goThrough(walk: Walk, name: string, surfaces: Surfaces, city: City): Promise<string[]> {
  const both = await Promise.allSettled(
    (Object.keys(SURFACES) as Surface[]).map((surface) => go(walk, name, surface, surfaces, city)),
  );
  // Not before both are done: the next walk takes their windows.
  return both.flatMap((one) => (one.status === 'fulfilled' ? one.value : [String(one.reason)]));
}

async function go(walk: Walk, name: string, surface: Surface, surfaces: Surfaces, city: City): Promise<string[]> {
  const page = await surfaces.page(surface, walk.as);
  const answers = walk.answers?.(city) ?? [];
  const { faults, stop } = listen(page, [
    ...answers.map(([address]) => address),
    ...(walk.mayFail ? [walk.mayFail] : []),
  ]);
  try {
    const release = await answerWith(page, answers);
    await page.goto(surfaces.url + walk.path(city), { waitUntil: 'commit' });
    for (const [index, stage] of walk.stages.entries()) {
      if (walk.stages[index - 1]?.state === 'loading') release();
      await stage.reach(page, city);
      await settled(page, stage);
      const found = [
        ...(await restless(page)),
        ...(await inaccessible(page)),
        ...(surface === 'phone' ? await moving(page) : []),
      ];
      const shift = await layoutShift(page);
      if (shift.sum >= MOST_SHIFT) found.push(`jumps by ${shift.sum.toFixed(3)}:\n${shift.by.join('\n')}`);
      await leavePictures(page, { page: name, ...stage, surface, shift: shift.sum });
      // Keys and another width come last: what moves after them does not count as a jump.
      const last = index === walk.stages.length - 1;
      if (last) found.push(...(surface === 'phone' ? await narrowed(page) : await unfocusable(page)));
      faults.push(
        ...found.map((fault) => `${surface}, ${[stage.state, stage.what].filter(Boolean).join(': ')}: ${fault}`),
      );
    }
  } finally {
    stop();
    // Else an address that differs in its hash only would not load anew.
    await page.goto('about:blank');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.setViewportSize(SURFACES[surface].viewport);
  }
  return faults;
}

async function narrowed(page: Page): Promise<string[]> {
  const { height } = SURFACES.phone.viewport;
  const found = await narrow(page);
  await page.setViewportSize({ width: NARROWEST, height });
  return [...found, ...(await narrow(page))];
}

/** Pictures of the page have come, and what they move has moved; what is full waits for nothing more. */
const settled = (page: Page, { state }: Stage) =>
  page.waitForFunction(
    (isFull) =>
      [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight) &&
      !(isFull && document.querySelector('.skeleton')),
    state === 'full',
  );

/** What goes wrong beside what was put in place, until it is stopped. */
function listen(page: Page, expected: RegExp[]): { faults: string[]; stop: () => void } {
  const faults: string[] = [];
  const note = (address: string, what: string) => {
    if (!expected.some((pattern) => pattern.test(address))) faults.push(`${what} ${address}`);
  };
  const onConsole = (message: ConsoleMessage) =>
    message.type() === 'error' && note(message.location().url, `console: ${message.text()}`);
  const onError = (error: Error) => faults.push(`error: ${error.message}`);
  const onAnswer = (answer: Response) => answer.status() >= 400 && note(answer.url(), String(answer.status()));
  const onLost = (request: Request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it was still loading.
    if (reason !== 'net::ERR_ABORTED') note(request.url(), reason);
  };
  page.on('console', onConsole).on('pageerror', onError).on('response', onAnswer).on('requestfailed', onLost);
  const stop = () =>
    void page
      .off('console', onConsole)
      .off('pageerror', onError)
      .off('response', onAnswer)
      .off('requestfailed', onLost);
  return { faults, stop };
}
