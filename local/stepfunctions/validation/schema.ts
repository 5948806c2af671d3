import * as f from './fields.ts';

/** The fields that an object may have. A name with `!` must be there. */
export type Fields = Record<string, f.Check>;

const way: Fields = { Next: f.text, Output: f.anything, Assign: f.variables };
const languages = f.oneOf('JSONata', 'JSONPath');
const common: Fields = { 'Type!': f.text, Comment: f.text, QueryLanguage: languages };
const onward: Fields = { ...common, ...way, End: f.yes };
const guarded: Fields = { Retry: f.array, Catch: f.array };
const count = f.orExpression(f.wholeFrom(0));

/** Amazon States Language, JSONata. A field that is not here is refused when the state machine is created. */
export const STATE_FIELDS: Record<string, Fields> = {
  Pass: onward,
  Succeed: { ...common, Output: f.anything },
  Fail: { ...common, Error: f.text, Cause: f.text },
  Wait: { ...onward, Seconds: f.orExpression(f.wholeFrom(0, 99_999_999)), Timestamp: f.timestamp },
  Choice: { ...common, Output: f.anything, Assign: f.variables, 'Choices!': f.list, Default: f.text },
  Task: {
    ...onward,
    ...guarded,
    'Resource!': f.taskResource,
    Arguments: f.anything,
    TimeoutSeconds: f.orExpression(f.wholeFrom(1)),
    HeartbeatSeconds: f.orExpression(f.wholeFrom(1)),
  },
  Parallel: { ...onward, ...guarded, 'Branches!': f.list, Arguments: f.anything },
  Map: {
    ...onward,
    ...guarded,
    'ItemProcessor!': f.object,
    Items: f.orExpression(f.check(Array.isArray, 'must be an array')),
    ItemSelector: f.anything,
    MaxConcurrency: count,
    ItemReader: f.object,
    ItemBatcher: f.object,
    ResultWriter: f.object,
    // Negative numbers are the Map run's own error, States.Runtime (recorded of the service).
    ToleratedFailureCount: f.anything,
    ToleratedFailurePercentage: f.anything,
    Label: f.label,
  },
};
/** Only a distributed Map may have these. (Tolerated failures may stand in an inline one, without effect, as in the service.) */
export const DISTRIBUTED_ONLY = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'];

export const BLOCK: Fields = { 'StartAt!': f.text, 'States!': f.object };
export const MACHINE: Fields = {
  ...BLOCK,
  Comment: f.text,
  QueryLanguage: languages,
  Version: f.oneOf('1.0'),
  TimeoutSeconds: f.wholeFrom(1),
};
export const BRANCH: Fields = { ...BLOCK, Comment: f.text };
export const PROCESSOR: Fields = { ...BRANCH, ProcessorConfig: f.object };
export const PROCESSOR_CONFIG: Fields = {
  Mode: f.oneOf('INLINE', 'DISTRIBUTED'),
  ExecutionType: f.oneOf('STANDARD', 'EXPRESS'),
};
export const CHOICE_RULE: Fields = { ...way, 'Next!': f.text, 'Condition!': f.anything, Comment: f.text };
export const CATCHER: Fields = { ...way, 'Next!': f.text, 'ErrorEquals!': f.texts, Comment: f.text };
export const RETRIER: Fields = {
  'ErrorEquals!': f.texts,
  Comment: f.text,
  IntervalSeconds: f.wholeFrom(1, 99_999_999),
  MaxAttempts: f.wholeFrom(0, 99_999_999),
  BackoffRate: f.numberFrom(1),
  MaxDelaySeconds: f.wholeFrom(1, 31_622_400),
  JitterStrategy: f.oneOf('FULL', 'NONE'),
};
export const ITEM_READER: Fields = {
  'Resource!': f.resource('s3:getObject', 's3:listObjectsV2'),
  'Arguments!': f.anything,
  ReaderConfig: f.object,
};
export const READER_CONFIG: Fields = {
  InputType: f.oneOf('JSON', 'JSONL', 'CSV'),
  CSVHeaderLocation: f.oneOf('FIRST_ROW', 'GIVEN'),
  CSVHeaders: f.texts,
  CSVDelimiter: f.oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'),
  MaxItems: f.orExpression(f.wholeFrom(0)),
};
export const ITEM_BATCHER: Fields = {
  MaxItemsPerBatch: f.orExpression(f.wholeFrom(1)),
  MaxInputBytesPerBatch: f.orExpression(f.wholeFrom(1, 262_144)),
  BatchInput: f.anything,
};
export const RESULT_WRITER: Fields = {
  Resource: f.resource('s3:putObject'),
  Arguments: f.anything,
  WriterConfig: f.object,
};
export const WRITER_CONFIG: Fields = {
  OutputType: f.oneOf('JSON', 'JSONL'),
  Transformation: f.oneOf('NONE', 'COMPACT', 'FLATTEN'),
};
