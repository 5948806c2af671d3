import { expect, test } from 'vitest';
import { compileViewerFunction, type FunctionRequest } from './viewer-function.ts';

const CODE = `var seen = 0;
async function handler(event) {
  seen++;
  var uri = event.request.uri;
  if (uri === '/endless') for (;;);
  if (uri === '/never') await new Promise(function () {});
  if (uri === '/broken') throw new Error('broken');
  if (uri === '/circle') { var circle = { uri: '' }; circle.self = circle; return circle; }
  if (uri === '/nothing') return;
  return { ...event.request, uri: uri + '/' + event.viewer.ip };
}`;
const asking = (uri: string): FunctionRequest => ({ method: 'GET', uri, querystring: {}, headers: {}, cookies: {} });

test('requests that come together get their own answers, and failures are those of whoever failed', async () => {
  const run = compileViewerFunction(CODE);
  const paths = ['/a', '/broken', '/b', '/circle', '/nothing'];
  const answers = await Promise.allSettled(paths.map((uri, i) => run(asking(uri), `127.0.0.${i}`)));
  expect(answers).toEqual([
    { status: 'fulfilled', value: asking('/a/127.0.0.0') },
    { status: 'rejected', reason: new Error('Error: broken') },
    { status: 'fulfilled', value: asking('/b/127.0.0.2') },
    { status: 'rejected', reason: expect.objectContaining({ message: expect.stringMatching(/circular/) }) },
    { status: 'rejected', reason: new Error('it returned neither a request nor a response') },
  ]);
});

test.each(['/endless', '/never'])('%s holds up nobody else', async (uri) => {
  const run = compileViewerFunction(CODE);
  const [first, second, third] = await Promise.allSettled(
    ['/a', uri, '/b'].map((each) => run(asking(each), '127.0.0.1')),
  );
  expect([first, third]).toMatchObject([{ value: { uri: '/a/127.0.0.1' } }, { value: { uri: '/b/127.0.0.1' } }]);
  expect(second!.status).toBe('rejected');
  expect((await run(asking('/c'), '127.0.0.1')) as FunctionRequest).toMatchObject({ uri: '/c/127.0.0.1' });
});
