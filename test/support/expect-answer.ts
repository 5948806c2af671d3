import { expect } from 'vitest';
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
  const body: unknown = await answer.json();
  const what = `${route.method} ${route.path} ${status}: ${JSON.stringify(body).slice(0, 500)}`;
  const requestId = answer.headers.get('apigw-requestid');
  expect(requestId, what).toBeTruthy();
  const documented = response(route, status);
  expect(documented, `the document knows ${what}`).toBeDefined();
  expect(faults(documented!.content['application/json'].schema, body), what).toEqual([]);
  // Parsing leaves out what the schema does not know.
  if (status < 400) {
    expect(route.answers[status]?.parse(body), what).toEqual(body);
  } else if (hasMessage(body)) {
    const examples = Object.values(documented!.content['application/json'].examples ?? {});
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
