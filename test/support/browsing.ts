/** What every browser test begins with: the shared platform, its sample city, a browser, and a person who is signed in. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Client } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { closeVisits, type Device, sharedBrowser, type Visit, visit } from './browser.ts';
import { ada, endOf } from './caller.ts';
import { keepLogin } from './login.ts';

export type Browsing = {
  url: string;
  browser: Browser;
  /** Ada's API. */
  api: Client;
};

/** The fields are there from `beforeAll` on. */
export function browsing(): Browsing {
  const here = {} as Browsing;
  beforeAll(async () => {
    here.url = inject('shared').url;
    [here.browser, here.api] = await Promise.all([sharedBrowser(), ada(here.url)]);
  });
  afterAll(() => closeVisits(here.browser));
  return here;
}

/** The job that made the sample city, when it has ended: the first start begins it by itself. */
export async function sampleCity({ api }: Pick<Browsing, 'api'>): Promise<Job> {
  for (let i = 0; i < 150; i++) {
    const first = await oldestJob(api, 'Sample city');
    if (first) return endOf(api, first.job_id);
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('The first start made no sample city.');
}

/** By the map's name. Other tests may have begun more jobs than a page of the answer holds. */
async function oldestJob(api: Client, name: string): Promise<Job | undefined> {
  for (let next: string | null | undefined; ; ) {
    const page = await api.listJobs({ next });
    const found = page.jobs.findLast(({ map_name }) => map_name === name);
    next = page.next;
    if (found || !next) return found;
  }
}

/** A visit of Ada, who has signed in. It shows nothing yet. */
export async function signedIn(
  where: Pick<Browsing, 'browser' | 'url'>,
  device: Device,
  scheme: 'light' | 'dark' = 'light',
): Promise<Visit> {
  const visiting = await visit(where.browser, device, scheme);
  await keepLogin(visiting.page, where);
  return visiting;
}
