import { expect, it } from 'vitest';
import { jsonBody } from './json-body.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };
const read = (body: string | undefined, headers: Record<string, string> = JSON_HEADERS, isBase64Encoded = false) =>
  jsonBody({ headers, isBase64Encoded, ...(body === undefined ? {} : { body }) });

it.each([
  'application/json',
  'Application/JSON; charset=UTF-8',
  'application/json;charset="utf-8"',
  'application/merge-patch+json',
])('takes %s', (type) => {
  expect(read('{"a":"é"}', { 'content-type': type })).toEqual({ a: 'é' });
});

it('takes what API Gateway handed over as base64', () => {
  expect(read(Buffer.from('{"a":"é"}').toString('base64'), JSON_HEADERS, true)).toEqual({ a: 'é' });
});

it.each([
  undefined,
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=latin1',
  'application/json, application/json',
])('refuses the type %s, and says which one it wants', (type) => {
  const refused = expect.objectContaining({
    code: 'unsupported_media_type',
    status: 415,
    message: expect.stringContaining('application/json'),
  });
  expect(() => read('{}', type === undefined ? {} : { 'content-type': type })).toThrow(refused);
});

it('refuses a compressed body', () => {
  const headers = { ...JSON_HEADERS, 'content-encoding': 'gzip' };
  expect(() => read('{}', headers)).toThrow(expect.objectContaining({ status: 415 }));
  expect(read('{}', { ...JSON_HEADERS, 'content-encoding': 'identity' })).toEqual({});
});

it.each([undefined, '', '{', 'name=a', '\u0000', '{"a":1}}'])('refuses what is not JSON: %j', (body) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ code: 'malformed_json', status: 400 }));
});

it('says where a body is no JSON, and repeats nothing of it', () => {
  expect(() => read('{"password": seven geese}')).toThrow(/^The body must be JSON \(Unexpected token 's'\)\.$/);
  expect(() => read('secret')).toThrow(/^The body must be JSON \(Unexpected token 's'\)\.$/);
  expect(() => read('{"password": "seven')).toThrow(/position 19/);
});

it('refuses bytes that are no UTF-8, whether they come as they were or decoded', () => {
  const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  const refused = expect.objectContaining({
    code: 'malformed_json',
    status: 400,
    message: expect.stringMatching(/UTF-8/),
  });
  expect(() => read(bytes.toString('base64'), JSON_HEADERS, true)).toThrow(refused);
  expect(() => read(bytes.toString())).toThrow(refused);
});
