/** One item with a value of every type, and what the service says of a condition on it. */
import { afterAll, beforeAll } from 'vitest';
import { namedIn, openConformance, valuesFor } from './endpoint.fixture.ts';

const list = ['one', 2, { k: 'v' }, [1]];
export const item = {
  ...{ s: 'héllo wörld', e: '', n: 5, t: true, z: null, b: new Uint8Array([1, 2, 3, 4]), l: list },
  ...{
    m: { x: 1, y: { z: 'deep' } },
    ss: new Set(['a', 'b']),
    ns: new Set([1, 2.5]),
    bs: new Set([bytes(1), bytes(2)]),
  },
  'a.b': 'dotted',
};
const values = {
  ...{
    ':s': 'héllo wörld',
    ':e': '',
    ':he': 'hé',
    ':lo': 'lo',
    ':a': 'a',
    ':one': 'one',
    ':true': true,
    ':null': null,
  },
  ...{ ':n0': 0, ':n1': 1, ':n2': 2, ':n4': 4, ':n5': 5, ':n6': 6, ':n11': 11, ':n25': 2.5, ':l': list, ':l1': [1] },
  ...{
    ':m': { y: { z: 'deep' }, x: 1 },
    ':mk': { k: 'v' },
    ':b': bytes(1, 2, 3, 4),
    ':b1': bytes(1),
    ':b12': bytes(1, 2),
  },
  ...{ ':b23': bytes(2, 3), ':b9': bytes(9), ':ss': new Set(['b', 'a']), ':ns': new Set([2.5, 1]) },
  ...{ ':bs': new Set([bytes(2), bytes(1)]), ':tS': 'S', ':tN': 'N', ':tL': 'L', ':tX': 'X' },
};
function bytes(...all: number[]) {
  return new Uint8Array(all);
}

/** Opens the service for a test file, with the item stored as `item`. */
export async function openConditions() {
  const service = await openConformance();
  beforeAll(() => service.put('item', item));
  afterAll(service.close);
  /** `true`, `false`, or why the condition is refused. */
  const ask = async (ConditionExpression: string) => {
    const { error, message } = await service.put('item', item, {
      ConditionExpression,
      ...valuesFor(namedIn(ConditionExpression, values)),
    });
    if (!error) return 'true';
    if (error === 'ConditionalCheckFailedException') return 'false';
    return message?.replace('Invalid ConditionExpression: ', '');
  };
  return { ...service, ask };
}
