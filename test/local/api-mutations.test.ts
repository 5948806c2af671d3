/**
 * 500 mutations of each request of a session with the API, and of a form with a photo: refused with a code or done, never a fault, never
 * a hang.
 */
import { beforeAll, expect, inject, test } from 'vitest';
import { parse } from '../../client/api-error.ts';
import { createClient } from '../../client/client.ts';
import { AnyError } from '../../lambdas/kernel/error-answer.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { recordApiSession } from '../support/api-session.ts';
import { formMutations, formRequest, type Part } from '../support/form-mutations.ts';
import { mutationsOf, type SeededMutation } from '../support/mutations.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { isShort, type RawAnswer, type RawRequest, sendRaw } from '../support/raw-request.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

const MUTATIONS = 500;
/** Requests under way that make a connection wait for its end. */
const WAITING_AT_ONCE = 64;
/** Guests are counted by their address: these take nothing from what other tests may ask. Other systems than Linux have only one. */
const FROM = process.platform === 'linux' ? '127.0.0.77' : undefined;

const { url, directory } = inject('shared');
let tokens: Tokens;
let session: Map<string, RawRequest>;
let form: { request: RawRequest; parts: Part[] };
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  session = await recordApiSession(url, tokens, 'Spoilt');
  form = await photoForm();
});

async function photoForm() {
  const token = await tokens.sign();
  const { id } = await createClient({ baseUrl: url, token: async () => token }).createAlbum({ name: 'Forms' });
  const named = (name: string): [string, string] => ['content-disposition', `form-data; name="${name}"`];
  const field = (name: string, text: string): Part => ({ headers: [named(name)], content: Buffer.from(text) });
  const photo: Part = {
    headers: [named('file"; filename="a.jpg'), ['content-type', 'image/jpeg']],
    content: await jpegWithPlace(40, 30),
  };
  const headers: RawRequest['headers'] = [
    ['host', new URL(url).host],
    ['authorization', `Bearer ${token}`],
  ];
  const request = { method: 'POST', target: '/api/photos', headers, body: Buffer.alloc(0) };
  return { request, parts: [field('album_id', id), field('title', 'Lake'), field('description', 'By Ada'), photo] };
}

/** What is wrong with an answer; undefined when nothing is. */
function complaint(answer: RawAnswer, method: string): string | undefined {
  if (!answer) return 'closed without a word';
  const { status, headers, body } = answer;
  if (status >= 500) return `${status}: ${body}`;
  // Else the edge or node's parser refused it: the request never was one for the API.
  if (status < 400 || !headers.has('apigw-requestid') || method === 'HEAD') return undefined;
  const told = AnyError.safeParse(parse(body)).data;
  if (!told) return `${status} in another form: ${body}`;
  if ('error' in told && told.error.code === 'invalid_fields') {
    const isTold = ({ field, message }: { field: string; message: string }) => field !== '' && /\.\)?$/.test(message);
    if (told.error.details.length === 0 || !told.error.details.every(isTold)) return `no field or no remedy: ${body}`;
  }
  return undefined;
}

type Named = SeededMutation & { name: string };
const named = (name: string, mutations: SeededMutation[]): Named[] => mutations.map((each) => ({ ...each, name }));

/**
 * Headers are read before anybody knows the route, by the edge, by node's parser, by the authorizer and by what all functions share: the
 * same change of them alone is sent once for each method and kind of login, with a body and without. A third of all is that.
 */
function mutationsOfSession(): Named[][] {
  const sent = new Set<string>();
  return [...session].map(([name, request]) => {
    const { login } = ROUTES.get(name) ?? {};
    const isNew = ({ request: { method, target, headers, body } }: SeededMutation) => {
      if (method !== request.method || target !== request.target || body !== request.body) return true;
      const told = headers.map(([header, value]) => [header, value === String(body.length) ? 'its length' : value]);
      const change = JSON.stringify([method, login, body.length > 0, told]);
      return !sent.has(change) && sent.add(change);
    };
    return named(name, mutationsOf(request, MUTATIONS).filter(isNew));
  });
}

/**
 * Routes side by side, and one request after the other of each: one process of each function does, and starting one takes as long as a
 * hundred requests. Those that wait hold up nobody.
 */
async function complaintsOf(lists: Named[][]): Promise<string[]> {
  const isWaiting = ({ request }: Named) => isShort(request);
  const waiting = lists.flat().filter(isWaiting);
  const complaints: string[] = [];
  const send = async ({ request, name, seed, what }: Named) => {
    const outcome = await sendRaw(url, request, { seconds: 40, from: FROM }).then(
      (answer) => complaint(answer, request.method),
      (error: Error) => error.message,
    );
    if (outcome) complaints.push(`${name}, seed ${seed}, ${what}: ${outcome}`);
  };
  const ofRoutes = lists.map((list) =>
    inParallel(
      list.filter((each) => !isWaiting(each)),
      1,
      send,
    ),
  );
  await Promise.all([...ofRoutes, inParallel(waiting, WAITING_AT_ONCE, send)]);
  return complaints;
}

/** Addresses at which something is taken away: another method does it, too, so they come after all others. */
const TAKING = new Set(
  Object.values(PRODUCTS)
    .flatMap((routes) => Object.values(routes))
    .filter(({ method }) => method === 'DELETE')
    .map(({ path }) => path),
);
const ROUTES = new Map(Object.values(PRODUCTS).flatMap((routes) => Object.entries(routes)));

test('every request of a session, and a form, spoilt by 500 seeds', async () => {
  expect([...ROUTES.keys()].filter((name) => !session.has(name))).toEqual([]);
  const { taking = [], others = [] } = Object.groupBy(mutationsOfSession(), ([first]) =>
    TAKING.has(ROUTES.get(first?.name ?? '')?.path ?? '') ? 'taking' : 'others',
  );
  const whole = await sendRaw(url, formRequest(form.request, form.parts));
  expect(whole?.status, 'a form that nobody spoilt').toBe(201);
  const forms = named('a form', formMutations(form.request, form.parts, MUTATIONS));
  expect(await complaintsOf([...others, forms])).toEqual([]);
  expect(await complaintsOf(taking)).toEqual([]);
  // And it lives on: everything works for the next session.
  await recordApiSession(url, tokens, 'Afterwards');
}, 600_000);
