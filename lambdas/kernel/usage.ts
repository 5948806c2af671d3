/**
 * What an invocation uses while it runs: its time, and what it asks other services for. Counted, not estimated: one middleware in
 * every client sees each request that goes out, repeated ones too, and what DynamoDB says that it took.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

/**
 * `ms`: of the invocation, with the start of its process where it is the first. `requests` by the name of the call
 * (`s3:GetObject`), and what DynamoDB charges by: `dynamodb:read-units`, `dynamodb:write-units`.
 */
export type Usage = { ms: number; requests: Record<string, number> };

/** Of the invocation that is running: where several run in one process, each counts its own. */
const running = new AsyncLocalStorage<Usage['requests']>();

/** For a request that goes past the clients' middleware. */
export const countRequest = (name: string): void => count(name, 1);

function count(name: string, times: number): void {
  const requests = running.getStore();
  if (requests && times > 0) requests[name] = (requests[name] ?? 0) + times;
}

/** Runs the work and counts what it asks for; also when it throws. */
export async function measured<Answer>(
  work: () => Promise<Answer>,
): Promise<{ outcome: Outcome<Answer>; usage: Usage }> {
  const requests: Usage['requests'] = {};
  const begun = performance.now();
  const outcome = await running.run(requests, work).then(
    (answer): Outcome<Answer> => ({ answer }),
    (error: unknown): Outcome<Answer> => ({ error }),
  );
  return { outcome, usage: { ms: Math.ceil(performance.now() - begun), requests } };
}
export type Outcome<Answer> = { answer: Answer } | { error: unknown };

/** All together. */
export function sumOfUsage(all: readonly Usage[]): Usage {
  const requests: Usage['requests'] = {};
  for (const usage of all) {
    for (const [name, times] of Object.entries(usage.requests)) requests[name] = (requests[name] ?? 0) + times;
  }
  return { ms: all.reduce((sum, { ms }) => sum + ms, 0), requests };
}

/** Every attempt of a request is one: services charge for those, too. */
export function counted<Client extends S3Client | DynamoDBClient>(client: Client): Client {
  const { middlewareStack } = client as S3Client;
  middlewareStack.add(
    (next, context) => async (args) => {
      count(nameOf(context), 1);
      return next(args);
    },
    { step: 'deserialize', name: 'countRequests' },
  );
  return client;
}

/** The same for DynamoDB, which charges by units and tells them: of tables and indexes, twice for a transaction. */
export function countedDynamoDb(client: DynamoDBClient): DynamoDBClient {
  counted(client).middlewareStack.add(
    (next, context) => async (args) => {
      const unit = READS.test(String(context.commandName)) ? 'dynamodb:read-units' : 'dynamodb:write-units';
      try {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        count(unit, unitsOf(result.output as Consuming));
        return result;
      } catch (error) {
        count(unit, unitsOfRefused(error as Error, args.input as Transaction));
        throw error;
      }
    },
    { step: 'initialize', name: 'countUnits' },
  );
  return client;
}

const READS = /^(Get|BatchGet|TransactGet|Query|Scan)/;

/** A condition that does not hold takes what the write would have taken and is told without: a unit at least, in a transaction two a row. */
const unitsOfRefused = ({ name }: Error, { TransactItems = [] }: Transaction): number => {
  if (name === 'TransactionCanceledException') return 2 * TransactItems.length;
  return name === 'ConditionalCheckFailedException' ? 1 : 0;
};

type Transaction = { TransactItems?: unknown[] };

type Consumed = { CapacityUnits?: number };
type Consuming = { ConsumedCapacity?: Consumed | Consumed[] };
const unitsOf = ({ ConsumedCapacity = [] }: Consuming): number =>
  [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

/** As permissions name it: `s3:GetObject`. */
const nameOf = ({ clientName, commandName }: { clientName?: string; commandName?: string }): string =>
  `${String(clientName)
    .replace(/Client$/, '')
    .toLowerCase()}:${String(commandName).replace(/Command$/, '')}`;
