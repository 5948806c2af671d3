/** 500 mutations of each request of a session with the API: refused with a code or done, never a fault, never a hang. */
import { beforeAll, expect, inject, test } from 'vitest';
import { parse } from '../../client/api-error.ts';
import { createClient } from '../../client/client.ts';
import { ErrorAnswer, GatewayMessage } from '../../lambdas/kernel/error-answer.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { recordApiSession } from '../support/api-session.ts';
import { mutationsOf } from '../support/mutations.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../support/raw-request.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

const MUTATIONS = 500;
/** Requests under way: some mutations make a connection wait for its end. */
const AT_ONCE = 32;

const { url, directory } = inject('shared');
let tokens: Tokens;
let session: Map<string, RawRequest>;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  session = await recordApiSession(url, tokens, 'Spoilt');
});

/** What is wrong with an answer; undefined when nothing is. */
function complaint(answer: RawAnswer, method: string): string | undefined {
  if (!answer) return 'closed without a word';
  const { status, headers, body } = answer;
  if (status >= 500) return `${status}: ${body}`;
  // Else the edge or node's parser refused it: the request never was one for the API.
  if (status < 400 || !headers.has('apigw-requestid') || method === 'HEAD') return undefined;
  const form = ErrorAnswer.or(GatewayMessage).safeParse(parse(body));
  return form.success ? undefined : `${status} in another form: ${body}`;
}

test('every request of a session, spoilt by 500 seeds', async () => {
  const complaints: string[] = [];
  for (const [name, request] of session) {
    await inParallel(mutationsOf(request, MUTATIONS), AT_ONCE, async ({ request: changed, what, seed }) => {
      const outcome = await sendRaw(url, changed).then(
        (answer) => complaint(answer, changed.method),
        (error: Error) => error.message,
      );
      if (outcome) complaints.push(`${name}, seed ${seed}, ${what}: ${outcome}`);
    });
  }
  expect(complaints).toEqual([]);
  // And it lives on: everything works for the next session.
  await recordApiSession(url, tokens, 'Afterwards');
  // Five thousand requests: half a minute on two cores, more where others work on them.
}, 600_000);
