import { expect } from 'vitest';
import { ErrorAnswer } from '../../lambdas/kernel/error-answer.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';

/** The HTTP API's own answers: it refuses by itself who may not reach the function. */
const GATEWAY: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden' };

/** The answer is what the table promises for its status: no field more, no field less, and errors in their one form. */
export async function expectAnswer(route: ApiRoute, answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  const requestId = answer.headers.get('apigw-requestid');
  expect(requestId).toBeTruthy();
  if (answer.status < 400) {
    const schema = route.answers[answer.status];
    expect(schema, `${route.path} answers ${answer.status}`).toBeDefined();
    // Parsing leaves out what the schema does not know.
    expect(schema!.parse(body)).toEqual(body);
  } else if (route.login === 'required' && GATEWAY[answer.status]) {
    expect(body).toEqual({ message: GATEWAY[answer.status] });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  } else {
    expect(ErrorAnswer.parse(body)).toEqual(body);
    expect(body).toMatchObject({ error: { request_id: requestId } });
  }
  return body;
}
