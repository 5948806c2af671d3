import type { Call, Perform } from '../scope.ts';

/** A bucket in memory and a worker, as a `perform`. */
// biome-ignore lint/suspicious/noExplicitAny: a worker takes what its state machine sends.
export function bucketAnd(work: (payload: any, call: Call) => Promise<unknown>, files: Record<string, string> = {}) {
  const objects = new Map(Object.entries(files));
  const perform: Perform = async (call) => {
    const { action, parameters } = call;
    if (action === 'invoke') return { Payload: await work(parameters.Payload, call) };
    if (action === 'putObject') return void objects.set(parameters.Key, parameters.Body);
    if (action === 'listObjectsV2') {
      const from = Number(parameters.ContinuationToken ?? 0);
      const keys = [...objects.keys()].filter((key) => key.startsWith(parameters.Prefix ?? ''));
      const Contents = keys
        .slice(from, from + 2)
        .map((Key) => ({ Key, Size: objects.get(Key)!.length, LastModified: new Date(0) }));
      return { Contents, ...(from + 2 < keys.length ? { NextContinuationToken: String(from + 2) } : {}) };
    }
    const Body = objects.get(parameters.Key);
    if (Body === undefined) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
    return { Body };
  };
  const readJson = (key: string) => JSON.parse(objects.get(key)!);
  return { perform, objects, readJson };
}

/** A distributed Map of one Task over its input. */
export const distributed = (work: object, rest: object = {}, ExecutionType: 'STANDARD' | 'EXPRESS' = 'EXPRESS') => ({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, StartAt: 'Work', States: { Work: work } },
  End: true,
  ...rest,
});

export const WRITER = {
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'b', Prefix: 'results' },
};

/** Reads one object of the bucket. */
export const reader = (Key: string, ReaderConfig: object) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  Arguments: { Bucket: 'b', Key },
  ReaderConfig,
});
