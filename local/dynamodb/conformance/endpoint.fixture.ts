/**
 * What the conformance tests speak to: the twin's DynamoDB, or whatever listens at TESSERA_JUDGED_DYNAMODB (docs/conformance.md
 * says how to get AWS's DynamoDB Local). The tests expect the same of both. Where DynamoDB Local is known to differ from the
 * service, a test says so with `either`, and why the twin's side is right.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect } from 'vitest';
import type { Parameters } from '../engine.ts';
import { createDynamodb } from '../server.ts';
import { toItem, toObject } from './values.fixture.ts';

/** What was answered; `error` is the exception's short name. */
export type Answer = Parameters & { error?: string; message?: string };

class Sha256 {
  hash;
  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }
  update(data: Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

const signer = new SignatureV4({
  service: 'dynamodb',
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  sha256: Sha256 as never,
});

async function openTwin() {
  const directory = await mkdtemp(join(tmpdir(), 'dynamodb-conformance-'));
  const room = await createDynamodb({
    directory,
    credentials: () => ({ secret: 'test', principal: { arn: 'conformance' } }),
  });
  const http = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(http.address() as { port: number }).port}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await room.close();
      await rm(directory, { recursive: true });
    },
  };
}

const attributes = Object.entries({ pk: 'S', sk: 'S', group: 'S', rank: 'N', alt: 'S', num: 'N', bin: 'B' });
const keys = (...names: string[]) =>
  names.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' }));

/** A new table with the key pk, sk; global indexes `ranked` (group, rank), `lean` (group, keys only), `slim` (group, v); local `alt`. */
function definition(TableName: string) {
  const global = (IndexName: string, KeySchema: object[], Projection: object) => ({ IndexName, KeySchema, Projection });
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys('pk', 'sk'),
    AttributeDefinitions: attributes
      .filter(([name]) => name !== 'num' && name !== 'bin')
      .map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    GlobalSecondaryIndexes: [
      global('ranked', keys('group', 'rank'), { ProjectionType: 'ALL' }),
      global('lean', keys('group'), { ProjectionType: 'KEYS_ONLY' }),
      global('slim', keys('group'), { ProjectionType: 'INCLUDE', NonKeyAttributes: ['v'] }),
    ],
    LocalSecondaryIndexes: [global('alt', keys('pk', 'alt'), { ProjectionType: 'ALL' })],
  };
}

export async function openConformance() {
  const given = process.env.TESSERA_JUDGED_DYNAMODB;
  const { endpoint, close } = given ? { endpoint: given, close: async () => {} } : await openTwin();
  // What else the address names, a key and its secret, is of no use here: both judges take any key with the secret `test`.
  const { hostname, port, host, origin } = new URL(endpoint);

  async function send(operation: string, parameters: Parameters | string): Promise<Answer> {
    const body = typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const request = { method: 'POST', protocol: 'http:', hostname, port: Number(port), path: '/', headers, body };
    const signed = (await signer.sign({ ...request, query: {} } as never)) as unknown as {
      headers: Record<string, string>;
    };
    const response = await fetch(origin, { method: 'POST', headers: signed.headers, body });
    const { __type, Message, message = Message, ...answer } = (await response.json()) as Answer;
    // DynamoDB Local answers a deletion of nothing with the capacity that nobody asked for.
    if (typeof parameters === 'object' && !parameters.ReturnConsumedCapacity) delete answer.ConsumedCapacity;
    return __type ? { ...answer, error: __type.split('#').at(-1), message } : answer;
  }

  const table = `conformance-${randomUUID()}`;
  const made = await send('CreateTable', definition(table));
  if (made.error) throw new Error(`The table for the tests could not be made at ${endpoint}: ${made.message}`);
  const isLocal = made.TableDescription.TableArn.includes(':ddblocal:');
  const key = (pk: string, sk = 'x') => toItem({ pk, sk });

  /**
   * A known difference of DynamoDB Local, told to who counts them.
   * @param because what the service's documentation says, or why DynamoDB Local is of no help.
   */
  function either<T>(because: string, service: T, dynamodbLocal: T): T {
    if (!isLocal) return service;
    const list = process.env.TESSERA_JUDGED_DIFFERENCES;
    if (list && service !== dynamodbLocal) appendFileSync(list, `${because}\n`);
    return dynamodbLocal;
  }
  return {
    send,
    table,
    key,
    /** A ValidationException that says `words`; DynamoDB Local may say the same in words of its own. */
    refused: (words: string, ofDynamodbLocal = words): object => ({
      error: 'ValidationException',
      message: expect.stringContaining(either('it refuses the same in other words', words, ofDynamodbLocal)),
    }),
    /**
     * A known difference of DynamoDB Local.
     * @param because what the service's documentation says, or why DynamoDB Local is of no help.
     */
    either,
    put: (pk: string, attributes: object = {}, more: Parameters = {}) =>
      send('PutItem', { TableName: table, Item: { ...key(pk), ...toItem(attributes) }, ...more }),
    update: (pk: string, UpdateExpression: string, values: object = {}, more: Parameters = {}) =>
      send('UpdateItem', { TableName: table, Key: key(pk), UpdateExpression, ...valuesFor(values), ...more }),
    /** The item's attributes besides its key; undefined when there is none. */
    async get(pk: string, more: Parameters = {}) {
      const answer = await send('GetItem', { TableName: table, Key: key(pk), ConsistentRead: true, ...more });
      if (!answer.Item) return answer.error ? answer : undefined;
      const { pk: _pk, sk: _sk, ...rest } = toObject(answer.Item);
      return rest;
    },
    async close() {
      await send('DeleteTable', { TableName: table });
      await close();
    },
  };
}

/** Values for an expression, by their names with the colon; none at all is no parameter. */
export const valuesFor = (values: object): Parameters =>
  Object.keys(values).length ? { ExpressionAttributeValues: toItem(values) } : {};

/** Of `all`, those that an expression names. */
export const namedIn = (expression: string, all: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(expression)));
