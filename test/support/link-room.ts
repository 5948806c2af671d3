/** Links to an album on the twin's DynamoDB, with a clock that a test moves; each test begins a day after the one before. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { dynamodbAlbums } from '../../lambdas/album/adapters/dynamodb-albums.ts';
import { dynamodbGate } from '../../lambdas/album/adapters/dynamodb-gate.ts';
import { dynamodbLinks } from '../../lambdas/album/adapters/dynamodb-links.ts';
import { dynamodbSessions } from '../../lambdas/album/adapters/dynamodb-sessions.ts';
import { createAlbum } from '../../lambdas/album/core/create-album.ts';
import { openLink } from '../../lambdas/album/core/shares/open-link.ts';
import { createShare } from '../../lambdas/album/core/shares/owned-shares.ts';
import { hashPassword } from '../../lambdas/album/core/shares/password.ts';
import { INDEX } from '../../lambdas/album/keys.ts';
import { CreateShareRequest } from '../../lambdas/album/share-schemas.ts';
import { dynamodbCounts } from '../../lambdas/kernel/dynamodb-counts.ts';
import { randomIds } from '../../lambdas/kernel/ids.ts';
import { randomToken } from '../../lambdas/kernel/secret-token.ts';
import { twinTables } from './twin-table.ts';

export const ada = { sub: 'ada', scopes: [] };
export const DAY = 24 * 3600 * 1000;
const TABLE = 'albums';

const clockAt = (at: { now: number }) => () => new Date(at.now);
const toolsOn = ({ documents }: Awaited<ReturnType<typeof twinTables>>, clock: () => Date) => ({
  albums: dynamodbAlbums(documents, TABLE),
  gate: dynamodbGate(documents, TABLE, clock),
  links: dynamodbLinks(documents, TABLE, clock),
  sessions: dynamodbSessions(documents, TABLE, clock),
  counts: dynamodbCounts(documents, TABLE),
  ...{ clock, ids: randomIds, newToken: randomToken },
  // Those of an account take a quarter of a second each.
  hashPassword: (password: string) => hashPassword(password, { N: 1024, r: 8, p: 1 }),
});

export const guest = (token: string, session?: string, ip = '203.0.113.7') => ({ token, session, ip });
export const codesOf = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((each) => (each.status === 'fulfilled' ? 'opened' : each.reason.code));
export const times = (codes: string[], code: string) => codes.filter((each) => each === code).length;

/** The fields are there from `beforeAll` on. */
export function linkRoom() {
  const at = { now: Date.UTC(2026, 6, 5) };
  const room = { at } as {
    at: typeof at;
    /** Ada's. */
    album: string;
    tools: ReturnType<typeof toolsOn>;
    stored(): Promise<unknown>;
  };
  let tables: Awaited<ReturnType<typeof twinTables>>;
  beforeAll(async () => {
    tables = await twinTables({ [TABLE]: Object.values(INDEX) });
    room.tools = toolsOn(tables, clockAt(at));
    room.stored = () => tables.all(TABLE);
    room.album = (await createAlbum({ name: 'Lake' }, 'ada', room.tools)).id;
  });
  afterAll(() => tables.close());
  beforeEach(() => {
    at.now += DAY;
  });
  const make = (request: object = {}) => createShare(room.album, CreateShareRequest.parse(request), ada, room.tools);
  const open = (token: string, more: { session?: string; password?: string; ip?: string; known?: string } = {}) =>
    openLink({ ...guest(token, more.session, more.ip), password: more.password, known: more.known }, room.tools);
  return { room, make, open };
}
