import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { TesseraError, tooMany } from './errors.ts';
import { apiHandler } from './http.ts';
import { logger } from './log.ts';
import { respond } from './respond.ts';
import type { ApiRoute } from './route.ts';

const Body = z.strictObject({ name: z.string(), places: z.array(z.tuple([z.number(), z.number()])).optional() });
const route = {
  ...{ method: 'POST', path: '/api/things/{map}', does: 'For tests', scope: 'maps:read', login: 'required' },
  ...{ ownership: 'caller', params: z.object({ map: z.string() }), answers: { 200: z.unknown() } },
} as const satisfies ApiRoute;
const visited = { ...route, login: 'optional', params: undefined } as const;
const nobody = async () => ({ sub: 'ben', scopes: [] });
const context = { functionName: 'f', awsRequestId: 'a' } as Context;
const call = async (handler: unknown, event: object) => {
  const complete = {
    headers: { 'content-type': 'application/json' },
    ...event,
    requestContext: {
      requestId: 'req-1',
      http: { sourceIp: '203.0.113.7' },
      ...('requestContext' in event ? (event.requestContext as object) : {}),
    },
  };
  const answer = await (handler as (event: object, context: Context) => Promise<ReturnType<typeof respond>>)(
    complete,
    context,
  );
  const { statusCode: status, headers, cookies } = answer;
  return { status, headers, cookies, body: JSON.parse(answer.body) };
};
const echo = apiHandler({ ...route, body: Body }, async ({ body, params, caller }) =>
  respond(200, { body, params, sub: caller.sub }),
);
const claims = { sub: 'ada', scope: 'maps:read maps:write' };
const asAda = { requestContext: { authorizer: { jwt: { claims } } }, pathParameters: { map: 'm' } };

beforeEach(() => void vi.spyOn(logger, 'error').mockReturnValue());

describe('apiHandler', () => {
  it('gives the use case the parsed parts and the caller', async () => {
    const event = { ...asAda, body: Buffer.from('{"name":"é"}').toString('base64'), isBase64Encoded: true };
    const { status, body, headers } = await call(echo, event);
    expect({ status, body }).toEqual({ status: 200, body: { body: { name: 'é' }, params: { map: 'm' }, sub: 'ada' } });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('names every wrong field', async () => {
    const { status, body } = await call(echo, { ...asAda, body: '{"places":[[1,2],[3,"x"]],"nmae":"a"}' });
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'invalid_fields', request_id: 'req-1' });
    const fields = body.error.details.map(({ field }: { field: string }) => field);
    expect(fields.toSorted()).toEqual(['name', 'nmae', 'places[1][1]']);
    expect(body.error.message).toContain('name: It is missing; give a value of type string.');
  });

  it('names query parameters that nobody knows', async () => {
    const { status, body } = await call(echo, { ...asAda, body: '{"name":"a"}', queryStringParameters: { nxet: 'b' } });
    expect(status).toBe(422);
    expect(body.error.details).toMatchObject([{ field: 'nxet' }]);
  });

  it.each(['', '{', 'name=a'])('answers 400 to a body that is not JSON: "%s"', async (body) => {
    const answer = await call(echo, { ...asAda, body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'malformed_json' } } });
  });

  it('answers 401 when nobody is logged in', async () => {
    const answer = await call(echo, { body: '{"name":"a"}', pathParameters: { map: 'm' } });
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });

  it('asks for a token to be verified only where there is one', async () => {
    const verifyToken = vi.fn(nobody);
    const optional = apiHandler(visited, async ({ caller }) => respond(200, { sub: caller?.sub ?? null }), verifyToken);
    expect((await call(optional, {})).body).toEqual({ sub: null });
    expect(verifyToken).not.toHaveBeenCalled();
    expect((await call(optional, { headers: { authorization: 'Bearer t' } })).body).toEqual({ sub: 'ben' });
    expect(verifyToken).toHaveBeenCalledWith('Bearer t');
  });

  it('says nothing of the inside when something unexpected happens, but logs it', async () => {
    const broken = apiHandler(visited, async () => Promise.reject(new Error('secret table name')), nobody);
    const { status, body } = await call(broken, {});
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body.error.message).toContain('req-1');
    expect(logger.error).toHaveBeenCalledWith('request failed', expect.objectContaining({ request_id: 'req-1' }));
  });

  it('does not take for a bug what a service could not do just now', async () => {
    const throttled = Object.assign(new Error('secret table name'), { name: 'ThrottlingException' });
    const { status, headers, body } = await call(
      apiHandler(visited, async () => Promise.reject(throttled), nobody),
      {},
    );
    expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'unavailable' });
    expect(headers['retry-after']).toBe('2');
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('never reads a token where guests are served', async () => {
    const verifyToken = vi.fn(nobody);
    const guests = { ...route, scope: undefined, login: 'guest', ownership: 'link', params: undefined } as const;
    const seen = apiHandler(
      guests,
      async ({ caller, headers, source }) => respond(200, { caller: caller ?? null, name: headers['x-name'], source }),
      verifyToken,
    );
    const headers = { authorization: 'Bearer t', 'x-name': 'a' };
    const { requestContext } = asAda;
    expect((await call(seen, { headers, requestContext })).body).toEqual({
      caller: null,
      name: 'a',
      source: '203.0.113.7',
    });
    expect(verifyToken).not.toHaveBeenCalled();
  });

  it('hands a body over as it came, and cookies on', async () => {
    const picture = apiHandler(
      visited,
      async ({ bytes }) => respond(200, [...bytes()], { cookies: ['a=1; Secure', 'b=2'] }),
      nobody,
    );
    const body = Buffer.from([0, 255]).toString('base64');
    expect(
      await call(picture, { headers: { 'content-type': 'image/png' }, body, isBase64Encoded: true }),
    ).toMatchObject({
      body: [0, 255],
      cookies: ['a=1; Secure', 'b=2'],
    });
  });

  it('says how long to wait where that is known', async () => {
    const limited = apiHandler(visited, async () => Promise.reject(tooMany('Try again in 42 s.', 42)), nobody);
    expect(await call(limited, {})).toMatchObject({ status: 429, headers: { 'retry-after': '42' } });
  });

  it('asks to come back when the same call may succeed later', async () => {
    const busy = apiHandler(
      visited,
      async () => Promise.reject(new TesseraError('unavailable', 503, 'Busy.', { retry: true })),
      nobody,
    );
    expect(await call(busy, {})).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  });
});
