import { childArn } from '../arns.ts';
import { asStateError, StateError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import type { ResultWriter, WriterConfig } from '../language.ts';
import { abortable } from '../pause.ts';
import type { Visit } from '../scope.ts';
import type { ChildRow, MapRunRow, RunSettings } from './run-journal.ts';

type Finished = {
  run: MapRunRow;
  children: ChildRow[];
  machineArn: string;
  redrivesOf: (child: ChildRow) => number;
};

/** A child with its metadata: Transformation NONE, and every child that did not succeed. */
function childRecord(child: ChildRow, { run, machineArn, redrivesOf }: Finished) {
  const redrives = redrivesOf(child);
  const { executionType } = JSON.parse(run.settings) as RunSettings;
  const time = (ms: number | null) => (ms === null ? undefined : new Date(ms).toISOString());
  return {
    Cause: child.cause ?? undefined,
    Error: child.error ?? undefined,
    ExecutionArn: childArn(run.arn, executionType, child.name),
    Input: child.input,
    InputDetails: { Included: true },
    Name: child.name,
    Output: child.output ?? undefined,
    OutputDetails: child.output === null ? undefined : { Included: true },
    RedriveCount: redrives,
    StartDate: time(child.started),
    StateMachineArn: `${machineArn}/${run.arn.split('/')[1]?.split(':')[0]}`,
    Status: child.status,
    StopDate: time(child.stopped),
  };
}

/** The results as WriterConfig asks: an item a child, or a child's array flattened. */
export function transformed(children: ChildRow[], kind: WriterConfig['Transformation'], finished: Finished): unknown[] {
  const result = (child: ChildRow) =>
    kind === 'NONE' || child.status !== 'SUCCEEDED' ? childRecord(child, finished) : JSON.parse(child.output!);
  return kind === 'FLATTEN' ? children.flatMap(result) : children.map(result);
}

/**
 * Writes the outcomes of a Map run by status, then the manifest that names the files. Answers what the state hands on:
 * `{MapRunArn, ResultWriterDetails: {Bucket, Key}}`. Throws States.ResultWriterFailed.
 */
export async function writeResults(writer: ResultWriter, finished: Finished, visit: Visit) {
  const { run, children } = finished;
  const target = (await evaluate(writer.Arguments, 'ResultWriter/Arguments', visit.bindings)) as {
    Bucket: string;
    Prefix?: string;
  };
  const { OutputType = 'JSON', Transformation = 'NONE' } = writer.WriterConfig ?? {};
  const folder = `${target.Prefix ? `${target.Prefix.replace(/\/$/, '')}/` : ''}${run.arn.split(':').at(-1)}`;
  const put = async (file: string, Body: string) => {
    const parameters = { Bucket: target.Bucket, Key: `${folder}/${file}`, Body };
    const { perform, roleArn } = visit.surroundings;
    await abortable(
      perform({ service: 's3', action: 'putObject', parameters, roleArn, signal: visit.signal }),
      visit.signal,
    );
    return { Key: parameters.Key, Size: Buffer.byteLength(Body) };
  };
  const file = async (status: string, chosen: ChildRow[]) => {
    if (chosen.length === 0) return [];
    const results = transformed(chosen, Transformation, finished);
    return OutputType === 'JSONL'
      ? [await put(`${status}_0.jsonl`, `${results.map((result) => JSON.stringify(result)).join('\n')}\n`)]
      : [await put(`${status}_0.json`, JSON.stringify(results))];
  };
  try {
    const ResultFiles = {
      FAILED: await file(
        'FAILED',
        children.filter((child) => !['SUCCEEDED', 'PENDING'].includes(child.status)),
      ),
      PENDING: await file(
        'PENDING',
        children.filter((child) => child.status === 'PENDING'),
      ),
      SUCCEEDED: await file(
        'SUCCEEDED',
        children.filter((child) => child.status === 'SUCCEEDED'),
      ),
    };
    const manifest = { DestinationBucket: target.Bucket, MapRunArn: run.arn, ResultFiles };
    const { Key } = await put('manifest.json', JSON.stringify(manifest));
    return { MapRunArn: run.arn, ResultWriterDetails: { Bucket: target.Bucket, Key } };
  } catch (error) {
    if (visit.signal.aborted) throw error;
    throw new StateError('States.ResultWriterFailed', asStateError(error).message);
  }
}
