import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Client } from '../../client/client.ts';
import { ada } from './caller.ts';
import { type Inside, inside } from './inside.ts';
import { type Platform, removeFolder, startPlatform, temporaryFolder } from './platform.ts';

export type OwnPlatform = {
  /** For what the file's tests write; the platform's own data lie in `data`, in it. */
  folder: string;
  data: string;
  platform: Platform;
  /** Ada's API. */
  api: Client;
  within: Inside;
  /** After it was killed or stopped: the same data at the same address. */
  startAgain(): Promise<void>;
};

/** An empty platform that a test file has for itself: it may be killed, and what lies in it counted. Its fields are there from `beforeAll` on. */
export function ownPlatform(): OwnPlatform {
  const own = {} as OwnPlatform;
  const start = async (...port: string[]) => {
    own.platform = await startPlatform(own.data, '--empty', ...port);
    own.api = await ada(own.platform.url);
    own.within = await inside(own.platform.url, own.data);
  };
  own.startAgain = () => start('--port', new URL(own.platform.url).port);
  beforeAll(async () => {
    own.folder = await temporaryFolder();
    own.data = join(own.folder, 'data');
    await start();
  });
  afterAll(async () => {
    await own.platform?.stop();
    await removeFolder(own.folder);
  });
  return own;
}
