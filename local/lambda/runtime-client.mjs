/**
 * Loaded into every function process before the runtime interface client (`--import`). The official client talks to the
 * Runtime API through a native library that needs a C++ toolchain to install; this puts three methods over node:http in
 * its place (next, done, error). Plain JavaScript, because stripping types would cost each cold start about 30 ms.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { Socket } from 'node:net';
import { join } from 'node:path';

// Imported, it would load Node's fetch as well, a sixth of a cold start (scripts/build/node-by-require.ts).
const http = process.getBuiltinModule('node:http');

// A third of a cold start is compiling the same bundle again; without a place to write to, it is.
Module.enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/compiled'));

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

// File descriptor 3 is a pipe from the platform. It closes when the platform dies, however it dies, even while the
// handler waits for something else: no function process outlives the platform.
new Socket({ fd: 3 })
  .on('error', () => process.exit(1))
  .on('close', () => process.exit(1))
  .resume()
  .unref();

const call = (method, path, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = http.request(
      { host, port, method, path, agent, headers: { ...headers, ...length } },
      (response) => {
        let bodyJson = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk) => {
            bodyJson += chunk;
          })
          .on('end', () => resolve({ bodyJson, headers: response.headers }))
          .on('error', reject);
      },
    );
    request.on('error', reject).end(body);
  });

const invocation = '/2018-06-01/runtime/invocation';
let posted = Promise.resolve();
/** kB. Linux counts what the platform held, when it started this process, in getrusage's peak: so the kernel's own is asked for. */
const largestResidentSet = () => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
};
const post = (path, body) => {
  const maxRss = largestResidentSet();
  posted = call('POST', path, body, { 'content-type': 'application/json', 'tessera-max-rss-kilobytes': maxRss });
};

let hasBegun = false;
const client = {
  initializeClient() {},
  async next() {
    // Once, when the handler is loaded: the process will be killed, and writes nothing then.
    if (!hasBegun) Module.flushCompileCache();
    hasBegun = true;
    await posted;
    return call('GET', `${invocation}/next`);
  },
  done: (id, body) => post(`${invocation}/${id}/response`, body),
  error: (id, body) => post(`${invocation}/${id}/error`, body),
};

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === './rapid-client.node' ? client : load.call(this, request, ...rest);
};
