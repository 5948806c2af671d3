import type { Block, MapState, State } from '../language.ts';
import { checkExpressions, checkFields } from './object.ts';
import type { Complain } from './problem.ts';
import * as s from './schema.ts';

/** Checks one state. `targets` are the names that its Next may hold; nested state machines go to `checkBlock`. */
export function checkState(
  state: State,
  at: string,
  targets: ReadonlySet<string>,
  complain: Complain,
  checkBlock: (block: Block, fields: s.Fields, at: string) => void,
): void {
  const fields = s.STATE_FIELDS[state?.Type];
  if (!fields) {
    complain(`${at}/Type`, `must be one of ${Object.keys(s.STATE_FIELDS).join(', ')}`);
    return;
  }
  checkFields(state, fields, at, complain);
  checkExpressions(state, at, complain);
  const goesTo = (next: unknown, where: string) => {
    if (typeof next === 'string' && !targets.has(next))
      complain(where, `Missing 'Next' target: ${next}`, 'MISSING_TRANSITION_TARGET');
  };

  if ('End' in fields) {
    const { Next, End } = state as { Next?: string; End?: boolean };
    if ((Next === undefined) === (End === undefined)) complain(at, 'needs either Next or End');
    goesTo(Next, `${at}/Next`);
  }
  const each = (entries: unknown, field: string, entryFields: s.Fields) => {
    for (const [i, entry] of (Array.isArray(entries) ? entries : []).entries()) {
      checkFields(entry, entryFields, `${at}/${field}[${i}]`, complain);
      goesTo(entry?.Next, `${at}/${field}[${i}]/Next`);
      const names: unknown = entry?.ErrorEquals;
      if (Array.isArray(names) && names.includes('States.ALL') && (names.length > 1 || i < (entries as []).length - 1))
        complain(`${at}/${field}[${i}]/ErrorEquals`, 'States.ALL must stand alone and in the last entry');
    }
  };
  if (state.Type === 'Choice') {
    each(state.Choices, 'Choices', s.CHOICE_RULE);
    goesTo(state.Default, `${at}/Default`);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    complain(at, 'needs either Seconds or Timestamp');
  if (state.Type === 'Task' && Number(state.HeartbeatSeconds) >= Number(state.TimeoutSeconds))
    complain(`${at}/HeartbeatSeconds`, "must be smaller than 'TimeoutSeconds'");
  if ('Retry' in state) each(state.Retry, 'Retry', s.RETRIER);
  if ('Catch' in state) each(state.Catch, 'Catch', s.CATCHER);
  if (state.Type === 'Parallel' && Array.isArray(state.Branches))
    for (const [i, branch] of state.Branches.entries()) checkBlock(branch, s.BRANCH, `${at}/Branches[${i}]`);
  if (state.Type === 'Map') checkMap(state, at, complain, checkBlock);
}

function checkMap(
  state: MapState,
  at: string,
  complain: Complain,
  checkBlock: (block: Block, fields: s.Fields, at: string) => void,
) {
  const nested = (value: unknown, fields: s.Fields, where: string) => {
    if (value !== undefined) checkFields(value, fields, `${at}/${where}`, complain);
  };
  const config = state.ItemProcessor?.ProcessorConfig;
  nested(config, s.PROCESSOR_CONFIG, 'ItemProcessor/ProcessorConfig');
  checkBlock(state.ItemProcessor, s.PROCESSOR, `${at}/ItemProcessor`);
  if (config?.Mode === 'DISTRIBUTED') {
    if (config.ExecutionType === undefined) complain(`${at}/ItemProcessor/ProcessorConfig`, 'needs ExecutionType');
  } else
    for (const field of s.DISTRIBUTED_ONLY)
      if (field in state) complain(`${at}/${field}`, 'needs ItemProcessor/ProcessorConfig/Mode DISTRIBUTED');

  const { ItemReader, ItemBatcher, ResultWriter } = state;
  nested(ItemReader, s.ITEM_READER, 'ItemReader');
  nested(ItemReader?.ReaderConfig, s.READER_CONFIG, 'ItemReader/ReaderConfig');
  if (ItemReader?.Resource?.endsWith('getObject') && ItemReader.ReaderConfig?.InputType === undefined)
    complain(`${at}/ItemReader/ReaderConfig`, 'needs InputType');
  if (ItemReader?.ReaderConfig?.InputType === 'CSV') {
    const { CSVHeaderLocation, CSVHeaders } = ItemReader.ReaderConfig;
    if (CSVHeaderLocation === undefined || (CSVHeaderLocation === 'GIVEN') !== (CSVHeaders !== undefined))
      complain(`${at}/ItemReader/ReaderConfig`, 'CSV needs CSVHeaderLocation, and CSVHeaders when that is GIVEN');
  }
  if (ItemReader && state.Items !== undefined) complain(`${at}/Items`, 'cannot stand beside ItemReader');
  nested(ItemBatcher, s.ITEM_BATCHER, 'ItemBatcher');
  if (ItemBatcher && ItemBatcher.MaxItemsPerBatch === undefined && ItemBatcher.MaxInputBytesPerBatch === undefined)
    complain(`${at}/ItemBatcher`, 'needs MaxItemsPerBatch or MaxInputBytesPerBatch');
  nested(ResultWriter, s.RESULT_WRITER, 'ResultWriter');
  nested(ResultWriter?.WriterConfig, s.WRITER_CONFIG, 'ResultWriter/WriterConfig');
  if (ResultWriter && (ResultWriter.Resource === undefined) !== (ResultWriter.Arguments === undefined))
    complain(`${at}/ResultWriter`, 'needs Resource and Arguments together');
  if (ResultWriter && ResultWriter.Arguments === undefined && ResultWriter.WriterConfig === undefined)
    complain(`${at}/ResultWriter`, 'needs Resource and Arguments, or WriterConfig');
}
