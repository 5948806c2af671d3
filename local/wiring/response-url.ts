/** Where a function behind a custom resource says what it made: an address that nobody can guess, for one answer. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../read-body.ts';

/** Of CloudFormation's limit for an answer. */
const MOST_BYTES = 4096;

export type CustomAnswer = {
  Status: 'SUCCESS' | 'FAILED';
  Reason?: string;
  PhysicalResourceId: string;
  Data?: Record<string, string>;
};

/**
 * @param tell starts the function with that address; when it ends without an answer, there is none
 * @throws Error when the answer is none, too long, or did not come; what `tell` throws
 */
export async function answerOf(tell: (responseUrl: string) => Promise<unknown>): Promise<CustomAnswer> {
  const path = `/${randomUUID()}`;
  let answer: CustomAnswer | undefined;
  const server = createServer(async (request, response) => {
    const body = await readBody(request, MOST_BYTES);
    const isOurs = request.method === 'PUT' && request.url === path && body !== undefined;
    if (isOurs) answer = readAnswer(body.toString());
    response.writeHead(isOurs && answer ? 200 : 403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await tell(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  if (!answer) throw new Error('it ended without an answer on its ResponseURL');
  return answer;
}

function readAnswer(text: string): CustomAnswer | undefined {
  try {
    const answer = JSON.parse(text) as CustomAnswer;
    const isWhole = ['SUCCESS', 'FAILED'].includes(answer.Status) && typeof answer.PhysicalResourceId === 'string';
    return isWhole ? answer : undefined;
  } catch {
    return undefined;
  }
}
