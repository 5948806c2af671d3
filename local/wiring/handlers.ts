/** Functions from a folder: `NAME.mjs`, which exports `handler`, is the function NAME. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionDefinition } from '../lambda/definition.ts';
import { functionNotFound } from '../lambda/errors.ts';
import type { Functions } from '../lambda/functions.ts';
import type { AccessKey } from './access-keys.ts';
import type { Invoke } from './invocations.ts';

/** Lambda's longest timeout, and a memory size that is worth a warning when it is exceeded. */
const TIMEOUT_SECONDS = 900;
const MEMORY_MB = 1024;

/**
 * Calls the functions of a folder; a file that is new or changed is seen at the next call.
 * @param options.directory undefined: there are no functions
 */
export function invokeHandlers(
  functions: Functions,
  { directory, accessKey }: { directory: string | undefined; accessKey: AccessKey },
): Invoke {
  return async (name, payload, signal) => {
    const changed =
      directory && /^[A-Za-z0-9_-]{1,64}$/.test(name) ? await changedAt(join(directory, name)) : undefined;
    if (!directory || changed === undefined) throw functionNotFound(name);
    const definition: FunctionDefinition = {
      name,
      handler: `${name}.handler`,
      codeDirectory: directory,
      codeVersion: changed,
      layerDirectories: [],
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      environment: {},
      accessKey,
    };
    await functions.ensure(definition);
    return functions.invoke(name, payload, signal);
  };
}

const changedAt = (path: string): Promise<string | undefined> =>
  stat(`${path}.mjs`).then(
    ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
    () => undefined,
  );
