/** What `cdk.json` says, for all three that start the app: `npm run synth`, `npm run deploy` and cdk itself. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '..');

export const cdkContext = () => contextOf(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));

/**
 * @throws Error when `tessera` stands beside `context`, where nobody reads it: a rotation of keys that was never made would look like
 * one that was
 */
export function contextOf(cdkJson: string): Record<string, unknown> {
  const { context = {}, tessera } = JSON.parse(cdkJson);
  if (tessera === undefined) return context;
  throw new Error('cdk.json: "tessera" stands beside "context", where it changes nothing. Move it into "context".');
}
