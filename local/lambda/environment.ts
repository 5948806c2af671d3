/** The environment of a function process: what Lambda gives, and nothing of ours but PATH. */
import { randomBytes } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { LOCAL } from '../../lib/limits.ts';
import type { FunctionDefinition } from './definition.ts';

/** `runtimeEnvironment` holds what the platform adds to every function: the endpoints of the services. */
export const functionEnvironment = (
  definition: FunctionDefinition,
  runtimeEnvironment: Record<string, string>,
  runtimeApi: string,
): Record<string, string> => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  // Windows opens no socket without its system directory.
  const windows: Record<string, string> = process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {};
  return {
    ...windows,
    ...runtimeEnvironment,
    ...definition.environment,
    PATH: process.env.PATH ?? '',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    // Layers are under /opt in Lambda; require() finds their packages through NODE_PATH there, and here.
    NODE_PATH: definition.layerDirectories
      .flatMap((layer) => [join(layer, 'nodejs', 'node24', 'node_modules'), join(layer, 'nodejs', 'node_modules')])
      .join(delimiter),
    _HANDLER: definition.handler,
    LAMBDA_TASK_ROOT: definition.codeDirectory,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: LOCAL.region,
    AWS_DEFAULT_REGION: LOCAL.region,
    AWS_ACCESS_KEY_ID: definition.accessKey.id,
    AWS_SECRET_ACCESS_KEY: definition.accessKey.secret,
  };
};
