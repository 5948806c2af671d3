/**
 * Two clients send random calls at the same time, round by round. What both hear, and all that is stored, must be what one order
 * of the two calls explains. `TESSERA_SEEDS=200` tries more than the usual few seeds.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { choosing } from '../../seeded.ts';
import { type Call, heard, randomCall, type State } from './at-random.model.fixture.ts';
import { openConformance } from './endpoint.fixture.ts';
import { toObject } from './values.fixture.ts';

const ROUNDS = 60;
const seeds = Array.from({ length: Number(process.env.TESSERA_SEEDS ?? 4) }, (_, i) => i + 1);
const { send, table, close } = await openConformance();
afterAll(close);

/** What the service may answer to one of two transactions on the same item; it then did nothing. */
const gaveWay = (answer: unknown) => Array.isArray(answer) && answer.includes('TransactionConflict');

/** The states that are left when the calls ran in this order and were answered so; none if that cannot be. */
function explained(state: State, calls: [call: Call, answer: unknown][]): State[] {
  const after = structuredClone(state);
  for (const [call, answer] of calls) {
    if (!gaveWay(answer) && !isDeepStrictEqual(call.apply(after), answer)) return [];
  }
  return [after];
}

async function stored(keys: string[]): Promise<State> {
  const { Items } = await send('Scan', { TableName: table, ConsistentRead: true });
  const rows = (Items as Record<string, any>[]).map(toObject).filter(({ pk }) => keys.includes(pk as string));
  return new Map(rows.map(({ pk, sk: _, ...row }) => [pk as string, row]));
}

const same = (a: State, b: State) =>
  isDeepStrictEqual(Object.fromEntries([...a].sort()), Object.fromEntries([...b].sort()));

test.each(seeds)('seed %i', async (seed) => {
  const random = choosing(seed);
  const keys = ['p', 'q', 'r'].map((name) => `${name}${seed}`);
  let states: State[] = [new Map()];
  for (let round = 0; round < ROUNDS; round++) {
    const calls = [randomCall(random, table, keys), randomCall(random, table, keys)] as const;
    const [first, second] = await Promise.all(
      calls.map(
        async (call): Promise<[Call, unknown]> => [
          call,
          heard(call, await send(call.operation, call.parameters), keys),
        ],
      ),
    );
    const told = [first!, second!].map(([call, answer]) => JSON.stringify({ ...call, answer })).join('\n');
    const before = states[0]!;
    states = states.flatMap((state) => [
      ...explained(state, [first!, second!]),
      ...explained(state, [second!, first!]),
    ]);
    expect(
      states.length,
      `seed ${seed}, round ${round}: from ${JSON.stringify([...before])} no order explains\n${told}`,
    ).toBeGreaterThan(0);
    const now = await stored(keys);
    states = states.filter((state) => same(state, now)).slice(0, 1);
    expect(states.length, `seed ${seed}, round ${round}: ${JSON.stringify([...now])} is stored after\n${told}`).toBe(1);
  }
});
