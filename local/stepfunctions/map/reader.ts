import { bodyText } from '../body.ts';
import { asStateError, StateError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import type { ItemReader, ReaderConfig } from '../language.ts';
import { abortable } from '../pause.ts';
import { parseResource } from '../resource.ts';
import type { Visit } from '../scope.ts';
import { taskError } from '../task-error.ts';
import { csvItems } from './csv.ts';
import { numberOf } from './items.ts';

const failed = (cause: string) => new StateError('States.ItemReaderFailed', cause);

/** The items that an ItemReader finds. Throws States.ItemReaderFailed. */
export async function readItems(reader: ItemReader, visit: Visit): Promise<unknown[]> {
  const config = reader.ReaderConfig ?? {};
  const given = await numberOf(config.MaxItems, 'ItemReader/ReaderConfig/MaxItems', visit);
  const parameters = (await evaluate(reader.Arguments, 'ItemReader/Arguments', visit.bindings)) as object;
  if (given !== undefined && given < 0) throw failed('field MaxItems must be positive');
  const most = given || Number.POSITIVE_INFINITY;
  const call = caller(visit);
  try {
    if (reader.Resource.endsWith(':listObjectsV2')) return await listObjects(parameters, most, call);
    const text = await bodyText((await call('getObject', parameters)).Body);
    return itemsIn(text, config).slice(0, most);
  } catch (thrown) {
    if (visit.signal.aborted || thrown instanceof StateError) throw thrown;
    throw failed(asStateError(taskError(thrown, parseResource('arn:aws:states:::aws-sdk:s3:getObject'))).reason ?? '');
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the answer is whatever the action gives.
type S3Call = (action: string, parameters: object) => Promise<any>;

const caller = (visit: Visit): S3Call => {
  const { perform, roleArn } = visit.surroundings;
  return (action, parameters) =>
    abortable(perform({ service: 's3', action, parameters, roleArn, signal: visit.signal }), visit.signal);
};

function itemsIn(text: string, config: ReaderConfig): unknown[] {
  if (config.InputType === 'CSV') return csvItems(text, config);
  if (config.InputType === 'JSONL')
    return text
      .split('\n')
      .map((line, i) => ({ line, number: i + 1 }))
      .filter(({ line }) => line.trim() !== '')
      .map(({ line, number }) => parseJson(line, `line ${number}`));
  const value = parseJson(text, 'the object');
  if (!Array.isArray(value)) throw failed('Attempting to map over non-iterable node.');
  return value;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failed(`${where} is not JSON: ${(error as Error).message}`);
  }
}

/** The entries of a listing, page after page, as the service hands them to the items. */
async function listObjects(parameters: object, most: number, call: S3Call): Promise<unknown[]> {
  const items: unknown[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await call('listObjectsV2', { ...parameters, ...(ContinuationToken ? { ContinuationToken } : {}) });
    for (const { ETag, Key, LastModified, Size, StorageClass } of page.Contents ?? [])
      items.push({
        ...(ETag === undefined ? {} : { Etag: ETag }),
        Key,
        LastModified: Math.floor(new Date(LastModified).getTime() / 1000),
        Size,
        ...(StorageClass === undefined ? {} : { StorageClass }),
      });
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken && items.length < most);
  return items.slice(0, most);
}
