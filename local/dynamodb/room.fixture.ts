/** A DynamoDB room behind HTTP, with one table and an account that notes what it is asked. For tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as lib from '@aws-sdk/lib-dynamodb';
import { createDynamodb } from './server.ts';

export const table = 'maps';
export const definition = {
  TableName: table,
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'S' as const },
    { AttributeName: 'owner', AttributeType: 'S' as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['colour'] },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
};

export const key = (pk: string) => ({ pk, sk: 'x' });
export const add = (pk: string, amount: number) => ({
  Update: {
    TableName: table,
    Key: key(pk),
    UpdateExpression: 'ADD n :n',
    ExpressionAttributeValues: { ':n': amount },
  },
});
export const putNew = (pk: string, rest: object = {}) => ({
  Put: {
    TableName: table,
    Item: { ...key(pk), ...rest },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});

export async function startTestRoom() {
  const allowed: string[] = [];
  const directory = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  const open = () =>
    createDynamodb({
      directory,
      credentials: (id) => (id === 'worker' ? { secret: 'right', principal: { arn: 'role/worker' } } : undefined),
      authorize: ({ principal, action, resource }) => {
        allowed.push(`${principal?.arn} ${action} ${resource.split('/').slice(1).join('/')}`);
        if (resource.endsWith('/forbidden')) throw Object.assign(new Error('not allowed'), { code: 'AccessDenied' });
      },
    });

  let room = await open();
  await room.ensureTable(definition);
  const http = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const connect = (secretAccessKey: string) => {
    const { port } = http.address() as { port: number };
    return lib.DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'worker', secretAccessKey },
        maxAttempts: 1,
      }),
    );
  };
  const client = connect('right');
  const put = (pk: string, rest: object = {}, more: object = {}) =>
    client.send(new lib.PutCommand({ TableName: table, Item: { ...key(pk), ...rest }, ...more }));
  const get = async (pk: string) =>
    (await client.send(new lib.GetCommand({ TableName: table, Key: key(pk), ConsistentRead: true }))).Item;
  const owned = async (owner: string) => {
    const query = {
      IndexName: 'by-owner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
    };
    const { Items } = await client.send(
      new lib.QueryCommand({ TableName: table, ...query, ExpressionAttributeValues: { ':o': owner } }),
    );
    return Items?.map(({ pk }) => pk).sort();
  };
  const transact = (items: lib.TransactWriteCommandInput['TransactItems'], ClientRequestToken?: string) =>
    client.send(new lib.TransactWriteCommand({ TransactItems: items, ClientRequestToken }));
  return {
    ...{ allowed, client, connect, directory, put, get, owned, transact },
    room: () => room,
    /** Closes the room and opens its directory again, after what is to be done `between`. */
    async restart(between?: () => Promise<void>) {
      await room.close();
      await between?.();
      room = await open();
    },
    async close() {
      client.destroy();
      await new Promise((resolve) => http.close(resolve));
      await room.close();
      await rm(directory, { recursive: true });
    },
  };
}
