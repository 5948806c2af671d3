/** Links of an album in every state that a link can be in, each opened once by a guest while it could be. */
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Client } from '../../client/client.ts';
import { linkRow } from '../../lambdas/album/keys.ts';
import { tokenHash } from '../../lambdas/kernel/secret-token.ts';
import { operator } from './operator.ts';

export const LINK_STATES = [
  'open',
  'password',
  'takes photos',
  'only takes photos',
  'exhausted',
  'expired',
  'revoked',
  'unknown',
] as const;
export type LinkState = (typeof LINK_STATES)[number];
export type SharedLink = { token: string; session: string; password?: string };
export type SharedLinks = Record<LinkState, SharedLink>;

const REQUESTS: Record<Exclude<LinkState, 'unknown'>, Parameters<Client['createShare']>[1]> = {
  open: {},
  password: { password: 'our summer' },
  'takes photos': { upload: 'allowed' },
  'only takes photos': { upload: 'only' },
  exhausted: { max_views: 1 },
  expired: { expires_in_days: 1 },
  revoked: {},
};

/** @param api of the album's owner */
export async function sharedLinks(api: Client, album: string, at: { url: string; directory: string }) {
  const made: Partial<SharedLinks> = {};
  for (const [state, request] of Object.entries(REQUESTS) as [keyof typeof REQUESTS, (typeof REQUESTS)['open']][]) {
    const { token, share_id } = await api.createShare(album, request);
    const { password } = request;
    const { session } = await api.openShare(token, { password });
    if (state === 'revoked') await api.revokeShare(album, share_id);
    if (state === 'expired') await expire(token, at);
    made[state] = { token, session, ...(password !== undefined && { password }) };
  }
  return { ...made, unknown: { token: 'AAAAAAAAAAAAAAAAAAAAAA', session: made.open!.session } } as SharedLinks;
}

/** As if the day had passed. */
async function expire(token: string, { url, directory }: { url: string; directory: string }): Promise<void> {
  const client = new DynamoDBClient(await operator(url, directory));
  const { pk, sk } = linkRow(tokenHash(token));
  await client.send(
    new UpdateItemCommand({
      TableName: 'TesseraStorage-AlbumTable',
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET ends_at = :now',
      ConditionExpression: 'attribute_exists(ends_at)',
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1000)) } },
    }),
  );
  client.destroy();
}
