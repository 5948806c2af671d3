import { expect, test } from 'vitest';
import { findProblems, readDefinition } from './definition.ts';
import type { InvalidDefinition } from './problem.ts';

const PASS = { Type: 'Pass', End: true };
const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true };
const each = (rest: object, mode: object = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }) => ({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: mode, StartAt: 'In', States: { In: PASS } },
  End: true,
  ...rest,
});
const machine = (state: object, rest: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: { A: state },
  ...rest,
});

/** Where a definition is refused. */
function refusedAt(definition: object): string[] {
  try {
    readDefinition(JSON.stringify(definition));
    return [];
  } catch (error) {
    return (error as InvalidDefinition).problems.map(({ at }) => at);
  }
}

test.each([
  ['JSONPath', { StartAt: 'A', States: { A: { ...PASS, Output: 1 } } }, '/States/A'],
  ['JSONPath by name', machine({ ...PASS, Assign: {} }, { QueryLanguage: 'JSONPath' }), '/States/A'],
  ['JSONPath in a JSONata machine', machine({ ...PASS, QueryLanguage: 'JSONPath' }), '/States/A'],
  ['an expression in JSONPath', { StartAt: 'A', States: { A: { Type: 'Fail', Error: '{% $x %}' } } }, '/States/A'],
  ['a Map in JSONPath', { StartAt: 'A', States: { A: each({}) } }, '/States/A'],
  [
    'a catcher of JSONPath',
    { StartAt: 'A', States: { A: { ...TASK, Catch: [{ ErrorEquals: ['X'], Next: 'A', Output: 1 }] } } },
    '/States/A',
  ],
  ['a field of JSONPath', machine({ ...PASS, ResultPath: '$.x' }), '/States/A/ResultPath'],
  ['an unknown field', machine({ ...TASK, Colour: 'red' }), '/States/A/Colour'],
  ['an unknown field of the machine', machine(PASS, { Colour: 'red' }), '/Colour'],
  ['an unknown type', machine({ Type: 'Loop' }), '/States/A/Type'],
  ['a start that is not there', machine(PASS, { StartAt: 'B' }), '/StartAt'],
  ['a way to nowhere', machine({ Type: 'Pass', Next: 'B' }), '/States/A/Next'],
  ['a catcher to nowhere', machine({ ...TASK, Catch: [{ ErrorEquals: ['X'], Next: 'B' }] }), '/States/A/Catch[0]/Next'],
  ['Next and End', machine({ ...PASS, Next: 'A' }), '/States/A'],
  [
    'a callback',
    machine({ ...TASK, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }),
    '/States/A/Resource',
  ],
  ['a job run', machine({ ...TASK, Resource: 'arn:aws:states:::states:startExecution.sync:2' }), '/States/A/Resource'],
  [
    'an activity',
    machine({ ...TASK, Resource: 'arn:aws:states:us-east-1:000000000000:activity:x' }),
    '/States/A/Resource',
  ],
  [
    'a heartbeat as long as the timeout',
    machine({ ...TASK, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
    '/States/A/HeartbeatSeconds',
  ],
  ['a state that nothing leads to', machine(PASS, { States: { A: PASS, B: PASS } }), '/States/B'],
  ['credentials', machine({ ...TASK, Credentials: {} }), '/States/A/Credentials'],
  ['an expression that does not compile', machine({ ...PASS, Output: { x: '{% 1 + %}' } }), '/States/A/Output/x'],
  [
    'a time without its zone',
    machine({ Type: 'Wait', Timestamp: '2016-12-05T21:29:29', End: true }),
    '/States/A/Timestamp',
  ],
  [
    'a day that does not exist',
    machine({ Type: 'Wait', Timestamp: '2016-13-05T21:29:29Z', End: true }),
    '/States/A/Timestamp',
  ],
  [
    'States.ALL among others',
    machine({ ...TASK, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }),
    '/States/A/Retry[0]/ErrorEquals',
  ],
  [
    'an unknown retry field',
    machine({ ...TASK, Retry: [{ ErrorEquals: ['X'], Delay: 1 }] }),
    '/States/A/Retry[0]/Delay',
  ],
  ['the name states', machine({ ...PASS, Assign: { states: 1 } }), '/States/A/Assign'],
  [
    'a nested unknown field',
    machine(each({ ItemProcessor: { StartAt: 'In', States: { In: { ...PASS, X: 1 } } } })),
    '/States/A/ItemProcessor/States/In/X',
  ],
  ['a reader of an inline Map', machine(each({ Label: 'x' }, { Mode: 'INLINE' })), '/States/A/Label'],
  [
    'an unknown input type',
    machine(
      each({
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          Arguments: {},
          ReaderConfig: { InputType: 'PARQUET' },
        },
      }),
    ),
    '/States/A/ItemReader/ReaderConfig/InputType',
  ],
  [
    'an unknown transformation',
    machine(each({ ResultWriter: { WriterConfig: { Transformation: 'SORT' } } })),
    '/States/A/ResultWriter/WriterConfig/Transformation',
  ],
  ['a batcher without limit', machine(each({ ItemBatcher: { BatchInput: {} } })), '/States/A/ItemBatcher'],
])('%s is refused by its place', (_, definition, at) => {
  expect(refusedAt(definition)).toContain(at);
});

test('every problem is told, in the words of the service', () => {
  const text = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A' });
  expect(() => readDefinition(text)).toThrow(
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
  );
  expect(refusedAt(machine({ ...PASS, X: 1, Y: 2 }))).toEqual(['/States/A/X', '/States/A/Y']);
});

test('JSONata may be said state by state', () => {
  expect(refusedAt({ StartAt: 'A', States: { A: { ...PASS, QueryLanguage: 'JSONata' } } })).toEqual([]);
});

test('what both query languages read alike needs none', () => {
  const States = {
    A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', TimeoutSeconds: 5, HeartbeatSeconds: 2, Next: 'B' },
    B: { Type: 'Wait', Seconds: 1, Next: 'C' },
    C: { Type: 'Parallel', Branches: [{ StartAt: 'D', States: { D: PASS } }], Next: 'E' },
    E: { Type: 'Fail', Error: 'X', Cause: 'because' },
  };
  expect(refusedAt({ StartAt: 'A', States })).toEqual([]);
  expect(refusedAt({ StartAt: 'A', States, QueryLanguage: 'JSONPath' })).toEqual([]);
});

test('an Express workflow has no Distributed Map', () => {
  const text = JSON.stringify(machine(each({})));
  expect(findProblems(text, 'STANDARD')).toEqual([]);
  expect(findProblems(text, 'EXPRESS')).toMatchObject([{ at: '/States/A/ItemProcessor/ProcessorConfig/Mode' }]);
});

const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
test.each([
  ['a loop', { StartAt: 'A', States: loop }, 'MISSING_END_STATE: Workflow has no terminal state'],
  [
    'a loop beside an end that nothing leads to',
    { StartAt: 'A', States: { ...loop, C: PASS } },
    'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
  ],
  [
    'a way to nowhere',
    { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'C' }, B: PASS } },
    'MISSING_TRANSITION_TARGET: Missing \'Next\' target: C at /States/A/Next, MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
  ],
  [
    'a start that is not there',
    { StartAt: 'B', States: { A: PASS } },
    'MISSING_TRANSITION_TARGET: Missing \'Next\' target: B at /StartAt, MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
  ],
])('%s, in the words of the service', (_, definition, words) => {
  expect(() => readDefinition(JSON.stringify(definition))).toThrow(`Invalid State Machine Definition: '${words}'`);
});
