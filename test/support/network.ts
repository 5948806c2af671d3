/** What a page really sends over the network, and how fast that is. */
import type { Page } from 'playwright-core';

/** Such as a phone has it at a bad place: 10 Mbit/s, 40 ms to the server and back. */
export const PHONE_NETWORK = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

const TILE = /\/tiles\/[^/]+\/[0-9A-Z]{26}\/(\d+\/\d+\/\d+)\.(?:webp|png)$/;

export type Sent = {
  /** `z/x/y` of each tile that was asked for, once for every time; what a cache of the browser answered is not here. */
  tiles(): string[];
};

/** Listens from now on; `network` and `slowerCpu` are Chromium's own throttling. */
export async function listenToNetwork(
  page: Page,
  { network, slowerCpu }: { network?: typeof PHONE_NETWORK; slowerCpu?: number } = {},
): Promise<Sent> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  if (network) await session.send('Network.emulateNetworkConditions', network);
  if (slowerCpu) await session.send('Emulation.setCPUThrottlingRate', { rate: slowerCpu });
  const sent = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => sent.set(requestId, request.url));
  session.on('Network.requestServedFromCache', ({ requestId }) => sent.delete(requestId));
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache) sent.delete(requestId);
  });
  return { tiles: () => [...sent.values()].flatMap((url) => TILE.exec(new URL(url).pathname)?.[1] ?? []) };
}

/** What is there more than once. */
export const repeated = (names: string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
