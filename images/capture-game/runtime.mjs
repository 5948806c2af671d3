/**
 * The runtime of a function in an image of its own: takes invocations from the Runtime API, one at a time, and answers them
 * (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). AWS's own client (aws-lambda-ric) needs a C++ toolchain to install;
 * answers that are streamed, which it is for, are none of ours. Plain JavaScript, because it is copied as it stands.
 */
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [host, port = '80'] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const base = '/2018-06-01/runtime';
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = http.request({ host, port, method, path: base + path, agent, headers }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part) => {
          text += part;
        })
        .on('end', () => resolve({ text, headers: response.headers }))
        .on('error', reject);
    });
    request.on('error', reject).end(body);
  });

const errorOf = (error) =>
  JSON.stringify({
    errorType: error?.name ?? 'Error',
    errorMessage: error?.message ?? String(error),
    trace: error?.stack?.split('\n') ?? [],
  });

const contextOf = (headers) => {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};

/** `index.handler`: the export `handler` of `index.mjs`. */
const load = async (name) => {
  const [file, exported] = name.split('.');
  const module = await import(pathToFileURL(`${process.cwd()}/${file}.mjs`).href);
  if (typeof module[exported] !== 'function') throw new TypeError(`${file}.mjs exports no function ${exported}.`);
  return module[exported];
};

let handler;
try {
  handler = await load(process.argv[2] ?? process.env._HANDLER);
} catch (error) {
  console.error(error);
  await call('POST', '/init/error', errorOf(error));
  process.exit(1);
}
for (;;) {
  const { text, headers } = await call('GET', '/invocation/next');
  const invocation = `/invocation/${headers['lambda-runtime-aws-request-id']}`;
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  try {
    const answer = await handler(JSON.parse(text), contextOf(headers));
    await call('POST', `${invocation}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    await call('POST', `${invocation}/error`, errorOf(error));
  }
}
