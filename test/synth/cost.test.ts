/** What the prediction of costs takes for granted of the state machine. */
import { expect, test } from 'vitest';
import { statesOf } from '../../lambdas/map/core/cost/counts.ts';
import { STATES_IN_CHILD } from '../../lambdas/map/core/cost/workflow-states.ts';
import { mapWorkflow } from '../../lib/constructs/map-workflow/definition.ts';

type State = {
  Type: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: { Next: string }[];
  ItemProcessor?: { StartAt: string; States: Record<string, State> };
};
const anything = new Proxy({}, { get: (_, name) => (name === 'toJSON' ? undefined : String(name)) });
const one = new Proxy({}, { get: () => 1 });
const definition = mapWorkflow({
  functions: anything,
  table: 't',
  bucket: 'b',
  parallelism: one,
  toleratedChildFailures: 0,
} as never) as { StartAt: string; States: Record<string, State> };

/** States of a run in which all goes well; `way` says where a Choice leads. */
function walk(
  { StartAt, States }: { StartAt: string; States: Record<string, State> },
  way: (name: string, state: State) => string,
) {
  const entered: string[] = [];
  for (let name: string | undefined = StartAt; name; ) {
    const state: State = States[name]!;
    entered.push(name);
    name = state.Type === 'Choice' ? way(name, state) : state.End ? undefined : state.Next;
  }
  return entered;
}

const forward: Record<string, string> = {
  IsPublished: 'Capture',
  IsCaptured: 'Calibrate',
  AreBlocksLeft: 'Tile',
};
const some = { capture: 1, coords: 1, tile: 1, cleanup: 1 };

test('a run enters as many states as a prediction counts', () => {
  const states = walk(definition, (name, state) => forward[name] ?? state.Default!);
  expect(states).toContain('Coords');
  expect(statesOf({ batches: some, reads: { sample: 64 } })).toBe(states.length);
});

test('and one that compares nothing', () => {
  const states = walk(definition, (name, state) =>
    name === 'IsCaptured' ? state.Default! : (forward[name] ?? state.Default!),
  );
  expect(states).not.toContain('Coords');
  expect(statesOf({ batches: { ...some, coords: 0 }, reads: { sample: 0 } })).toBe(states.length);
});

test('a child workflow enters two', () => {
  const maps = Object.values(definition.States).filter(({ Type }) => Type === 'Map');
  expect(maps.length).toBeGreaterThan(3);
  for (const { ItemProcessor } of maps) {
    expect(walk(ItemProcessor!, (_, state) => state.Default!)).toHaveLength(STATES_IN_CHILD);
  }
});
