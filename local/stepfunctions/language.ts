/** The part of Amazon States Language that runs here, JSONata only. Every field is checked by `validation.ts`. */
export type Block = { StartAt: string; States: Record<string, State>; ProcessorConfig?: ProcessorConfig };
export type Definition = Block & { Comment?: string; QueryLanguage?: string; TimeoutSeconds?: number };
export type ProcessorConfig = { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' };

/** A literal, or a text `{% expression %}`, or an object or array that holds such texts. */
export type Template = unknown;

export type Retrier = {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
};
/** What a state, a choice rule and a catcher share: where to go and what to take along. */
export type Way = { Next?: string; End?: boolean; Output?: Template; Assign?: Record<string, Template> };
export type Catcher = Way & { ErrorEquals: string[]; Next: string };
type Guarded = { Retry?: Retrier[]; Catch?: Catcher[] };

export type PassState = Way & { Type: 'Pass' };
export type SucceedState = Way & { Type: 'Succeed' };
export type FailState = { Type: 'Fail'; Error?: Template; Cause?: Template };
export type WaitState = Way & { Type: 'Wait'; Seconds?: Template; Timestamp?: Template };
export type ChoiceState = Way & { Type: 'Choice'; Choices: (Way & { Condition: Template })[]; Default?: string };
export type TaskState = Way &
  Guarded & {
    Type: 'Task';
    Resource: string;
    Arguments?: Template;
    TimeoutSeconds?: Template;
    HeartbeatSeconds?: Template;
  };
export type ParallelState = Way & Guarded & { Type: 'Parallel'; Branches: Block[]; Arguments?: Template };
export type MapState = Way &
  Guarded & {
    Type: 'Map';
    ItemProcessor: Block;
    Items?: Template;
    ItemSelector?: Template;
    MaxConcurrency?: Template;
    ItemReader?: ItemReader;
    ItemBatcher?: ItemBatcher;
    ResultWriter?: ResultWriter;
    ToleratedFailureCount?: Template;
    ToleratedFailurePercentage?: Template;
    Label?: string;
  };
export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;

export type ReaderConfig = {
  InputType?: 'JSON' | 'JSONL' | 'CSV';
  CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
  CSVHeaders?: string[];
  CSVDelimiter?: 'COMMA' | 'PIPE' | 'SEMICOLON' | 'SPACE' | 'TAB';
  MaxItems?: Template;
};
export type ItemReader = { Resource: string; Arguments: Template; ReaderConfig?: ReaderConfig };
export type ItemBatcher = { MaxItemsPerBatch?: Template; MaxInputBytesPerBatch?: Template; BatchInput?: Template };
export type WriterConfig = { OutputType?: 'JSON' | 'JSONL'; Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN' };
export type ResultWriter = { Resource?: string; Arguments?: Template; WriterConfig?: WriterConfig };
