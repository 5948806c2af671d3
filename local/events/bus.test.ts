import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Asynchronous, createAsynchronous } from '../lambda/asynchronous.ts';
import { type Bus, createBus, type Deliver, type Failed, type Rule } from './bus.ts';

const event = (id: string, status = 'FAILED') => ({
  ...{ id, source: 'aws.states', 'detail-type': 'Changed', time: new Date().toISOString() },
  detail: { status },
});
const rule: Rule = {
  ...{ name: 'bad-ends', arn: 'arn:rule', pattern: { detail: { status: ['FAILED'] } } },
  targets: [{ id: 'Target0', functionName: 'settle' }],
};
let directory: string;
let delivered: string[];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  delivered = [];
  asynchronous = createAsynchronous({ report: () => {} });
  directory = await mkdtemp(join(tmpdir(), 'tessera-events-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
});
afterEach(() => vi.useRealTimers());

let asynchronous: Asynchronous;
const functionArn = 'settle';
const failed: Failed = ({ functionName, event, ...call }, error) =>
  asynchronous.failed({ functionArn: functionName, payload: event, ...call }, error);
const taken: Deliver = async ({ functionName, event }) => void delivered.push(`${functionName} ${event.id}`);
function open(deliver: Deliver = taken, lines: string[] = []): Bus {
  const bus = createBus({ directory, deliver, failed, now: Date.now, report: (line) => lines.push(line) });
  bus.setRules([rule]);
  onTestFinished(() => bus.close());
  return bus;
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test('an event goes to the targets of the rules that want it, once', async () => {
  const bus = open();
  bus.put(event('a'));
  bus.put(event('a'));
  bus.put(event('b', 'SUCCEEDED'));
  await pass(1);
  bus.resume();
  await pass(600);
  expect(delivered).toEqual(['settle a']);
});

test('a target that throws is tried again after a minute and after two more, then the event is kept and told of', async () => {
  const lines: string[] = [];
  let calls = 0;
  const bus = open(async () => {
    calls++;
    throw new Error('table gone');
  }, lines);
  bus.put(event('a'));
  await pass(1);
  expect(calls).toBe(1);
  await pass(60);
  expect(calls).toBe(2);
  await pass(120);
  expect(calls).toBe(3);
  await pass(3600);
  expect(calls).toBe(3);
  expect(bus.dead()).toMatchObject([{ rule: 'bad-ends', error: 'table gone' }]);
  expect(lines).toEqual([expect.stringContaining('table gone')]);
});

test('the function may say how often it is tried again, and who is told of what it never did', async () => {
  let calls = 0;
  const bus = open(async () => {
    calls++;
    throw new Error('no');
  });
  const told: string[] = [];
  asynchronous.configure(functionArn, { retries: 0, onFailure: async (record) => void told.push(record) });
  bus.put(event('a'));
  await pass(3600);
  expect(calls).toBe(1);
  expect(told.map((record) => JSON.parse(record))).toMatchObject([{ requestPayload: { id: 'a' } }]);
});

test('what was taken outlives a sudden end, before the delivery and in the middle of it', async () => {
  const never = new Promise<never>(() => {});
  const before = createBus({ directory, deliver: () => never, failed, now: Date.now, report: () => {} });
  before.setRules([rule]);
  before.put(event('a'));
  await pass(1);
  before.put(event('b'));
  // As after kill -9: nothing of it is closed or waited for.
  const after = open();
  after.resume();
  await pass(1);
  expect(delivered.toSorted()).toEqual(['settle a', 'settle b']);
});

test('a target that is gone is told of', async () => {
  const bus = open();
  bus.setRules([{ ...rule, targets: [{ id: 'Target0', functionName: 'settle' }] }]);
  bus.put(event('a'));
  bus.setRules([{ ...rule, targets: [] }]);
  await pass(1);
  expect(bus.dead()).toMatchObject([{ error: expect.stringContaining('no target Target0') }]);
});
