import { expect } from 'vitest';
import { Bytes, NoBody } from '../../lambdas/kernel/bodies.ts';
import { ErrorAnswer } from '../../lambdas/kernel/error-answer.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { COMMON_ERRORS } from '../../scripts/openapi/errors.ts';
import { type ApiDocument, readApiDocument } from './api-document.ts';

const ROUTES = Object.values(PRODUCTS).flatMap((routes) => Object.values(routes));
let document: Promise<ApiDocument> | undefined;

/**
 * The answer is what table and document promise for its status: no field more, no field less, errors in their one form
 * with a code that the route may answer. @returns the body
 */
export async function expectAnswer(route: ApiRoute, answer: Response): Promise<unknown> {
  document ??= readApiDocument();
  const { response, faults } = await document;
  const { status } = answer;
  const schema = route.answers[status];
  const isJson = schema !== NoBody && schema !== Bytes;
  const body: unknown = isJson ? await answer.json() : await bytesOf(answer);
  const what = `${route.method} ${route.path} ${status}: ${JSON.stringify(body).slice(0, 500)}`;
  const requestId = answer.headers.get('apigw-requestid');
  expect(requestId, what).toBeTruthy();
  const documented = response(route, status);
  expect(documented, `the document knows ${what}`).toBeDefined();
  if (!isJson) {
    expect((body as Uint8Array).length > 0, what).toBe(schema === Bytes);
    if (status === 302) expect(answer.headers.get('location'), what).toBeTruthy();
    return body;
  }
  const content = documented!.content['application/json']!;
  expect(faults(content.schema, body), what).toEqual([]);
  // Parsing leaves out what the schema does not know.
  if (status < 400) {
    expect(schema?.parse(body), what).toEqual(body);
  } else if (hasMessage(body)) {
    const examples = Object.values(content.examples ?? {});
    expect(examples.map(({ value }) => value)).toContainEqual(body);
    if (status === 401 || status === 403) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  } else {
    expect(ErrorAnswer.parse(body), what).toEqual(body);
    const { code, request_id } = ErrorAnswer.parse(body).error;
    expect(request_id, what).toBe(requestId);
    expect({ ...COMMON_ERRORS, ...route.errors }[code], what).toBe(status);
  }
  return body;
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

const hasMessage = (body: unknown) => typeof body === 'object' && body !== null && 'message' in body;

/** `fetch` for clients in tests: every answer of the API is checked against its document on the way. */
export const documentedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? 'GET';
  const route = ROUTES.find((each) => each.method === method && pattern(each.path).test(pathname));
  if (route) await expectAnswer(route, answer.clone());
  return answer;
};

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
