import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { customResourceHandler } from './custom-resource.ts';
import { logger } from './log.ts';

const event = (changes: object = {}) => ({
  RequestType: 'Create',
  ResponseURL: 'https://answers.example/1?signature=x',
  StackId: 'stack',
  RequestId: 'request',
  ResourceType: 'Custom::Thing',
  LogicalResourceId: 'Thing',
  ResourceProperties: { ServiceToken: 'arn', Size: '2' },
  ...changes,
});
const ENVELOPE = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Thing' };
const Properties = z.object({ Size: z.coerce.number() });

const fetched = vi.fn<typeof fetch>();
afterEach(() => fetched.mockReset());

async function told(handler: (event: unknown) => Promise<void>, given: object) {
  vi.stubGlobal('fetch', fetched.mockResolvedValue(new Response()));
  await handler(given);
  const [url, { method, headers, body }] = fetched.mock.calls[0] as [string, RequestInit];
  expect([url, method, headers]).toEqual([event().ResponseURL, 'PUT', { 'content-type': '' }]);
  return JSON.parse(body as string);
}

test('what was made is answered with its attributes', async () => {
  const handler = customResourceHandler(Properties, async ({ Size }) => ({
    id: 'made',
    data: { Double: `${Size * 2}` },
  }));
  const expected = { Status: 'SUCCESS', PhysicalResourceId: 'made', Data: { Double: '4' }, ...ENVELOPE };
  expect(await told(handler, event())).toEqual(expected);
});

test('a failure is answered, too, and keeps the resource that stands', async () => {
  vi.spyOn(logger, 'error').mockReturnValue();
  const handler = customResourceHandler(Properties, () => Promise.reject(new Error('no room')));
  const failed = { Status: 'FAILED', Reason: 'no room', ...ENVELOPE };
  const update = event({ RequestType: 'Update', PhysicalResourceId: 'before' });
  expect(await told(handler, update)).toEqual({ ...failed, PhysicalResourceId: 'before' });
  fetched.mockReset();
  expect(await told(handler, event())).toEqual({ ...failed, PhysicalResourceId: 'Thing' });
});

test('wrong properties are a failure, not silence', async () => {
  vi.spyOn(logger, 'error').mockReturnValue();
  const handler = customResourceHandler(Properties, async () => ({ id: 'made' }));
  expect(await told(handler, event({ ResourceProperties: {} }))).toMatchObject({ Status: 'FAILED' });
});

test('deleting does no work', async () => {
  const work = vi.fn(async () => ({ id: 'made' }));
  const handler = customResourceHandler(Properties, work);
  const gone = event({ RequestType: 'Delete', PhysicalResourceId: 'made' });
  expect(await told(handler, gone)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'made' });
  expect(work).not.toHaveBeenCalled();
});

test('an answer that is not taken is an error of the function', async () => {
  vi.stubGlobal(
    'fetch',
    fetched.mockImplementation(async () => new Response('', { status: 403 })),
  );
  vi.spyOn(logger, 'error').mockReturnValue();
  const handler = customResourceHandler(Properties, async () => ({ id: 'made' }));
  await expect(handler(event())).rejects.toThrow('did not take the answer: 403');
});
