/** Links of an album in every state that a link can be in, each opened once by a guest while it could be. */
import { type AttributeValue, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
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

/** A link of an album in such a state. @param api of the album's owner */
export async function sharedLink(
  state: keyof typeof REQUESTS,
  { api, album, ...at }: At & { api: Client; album: string },
): Promise<SharedLink & { share_id: string }> {
  const request = REQUESTS[state];
  const { token, share_id } = await api.createShare(album, request);
  const { password } = request;
  const { session } = await api.openShare(token, { password });
  if (state === 'revoked') await api.revokeShare(album, share_id);
  if (state === 'expired') await expire(token, at);
  return { token, session, share_id, ...(password !== undefined && { password }) };
}

/** Links of one album, in every state. @param api of the album's owner */
export async function sharedLinks(api: Client, album: string, at: At) {
  const made: Partial<SharedLinks> = {};
  for (const state of Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]) {
    made[state] = await sharedLink(state, { api, album, ...at });
  }
  return { ...made, unknown: { token: 'AAAAAAAAAAAAAAAAAAAAAA', session: made.open!.session } } as SharedLinks;
}

type At = { url: string; directory: string };

/** As if the day had passed. */
const expire = (token: string, at: At) =>
  set(linkRow(tokenHash(token)), 'ends_at', { N: String(Math.floor(Date.now() / 1000)) }, at);

async function set(key: { pk: string; sk: string }, name: string, value: AttributeValue, { url, directory }: At) {
  const client = new DynamoDBClient(await operator(url, directory));
  await client.send(
    new UpdateItemCommand({
      TableName: 'TesseraStorage-AlbumTable',
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      UpdateExpression: 'SET #name = :value',
      ConditionExpression: 'attribute_exists(#name)',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
  client.destroy();
}
