/** One route of the table as an operation of the document. */
import type * as z from 'zod';
import { Bytes, NoBody } from '../../lambdas/kernel/bodies.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { SESSION_HEADER } from '../../lib/limits/shares.ts';
import type { Components, JsonSchema } from './components.ts';
import { errorResponses } from './errors.ts';

/** What people want to know beyond the table; all of it may be missing. */
export type RouteWords = {
  description?: string;
  /** What each status means. */
  answers?: Record<number, string>;
  /** A body to send; checked against its schema. */
  request?: unknown;
  /** An answer; checked against its schema. */
  answer?: unknown;
};

const MEANS: Record<number, string> = {
  ...{ 200: 'Done', 201: 'Made', 202: 'Begun', 204: 'Done' },
  302: 'Go to the address in the header Location, at once: it is good for a minute or two',
};

/** `create-map` -> `createMap`. */
export const operationId = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export function operationOf(tag: string, name: string, route: ApiRoute, words: RouteWords, components: Components) {
  const { does, params, query, body, form, answers } = route;
  return {
    operationId: operationId(name),
    tags: [tag],
    summary: does,
    description: [words.description, accessOf(route)].filter(Boolean).join('\n\n'),
    security: securityOf(route),
    ...((params || query) && {
      parameters: [
        ...(params ? components.fieldsOf(params).map((field) => parameterOf('path', field)) : []),
        ...(query ? components.fieldsOf(query).map((field) => parameterOf('query', field)) : []),
        ...sessionOf(route),
      ],
    }),
    ...(body && { requestBody: { required: true, content: jsonOf(components.of(body, 'input'), words.request) } }),
    ...(form && { requestBody: { required: true, content: formOf(form, components) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          {
            description: `${words.answers?.[Number(status)] ?? MEANS[Number(status)] ?? 'Done'}.`,
            headers: {
              'apigw-requestid': { $ref: '#/components/headers/RequestId' },
              ...(status === '302' && { location: { $ref: '#/components/headers/Location' } }),
            },
            ...contentOf(schema, words.answer, components),
          },
        ]),
      ),
      ...errorResponses(route, components),
    },
  };
}

function securityOf({ login, scope }: ApiRoute): Record<string, string[]>[] {
  // Not `[{}]`, which says the same: generators take any entry for a login.
  if (login === 'guest') return [];
  const token = { bearer: [scope] };
  return login === 'required' ? [token] : [{}, token];
}

/** Every route behind a link has the link in its path, so there are other parameters, too. */
function sessionOf(route: ApiRoute): object[] {
  if (route.login !== 'guest' || !route.session) return [];
  const description = 'Of the link in the path, as POST /api/share/{token}/session answers it';
  const required = route.session === 'required';
  return [{ name: SESSION_HEADER, in: 'header', required, description, schema: { type: 'string' } }];
}

/** A form with one file. */
function formOf(form: z.ZodObject, components: Components) {
  const fields = components.fieldsOf(form);
  const file = { type: 'string', format: 'binary', description: 'The photo, with its name and type' };
  const schema = {
    type: 'object',
    properties: { ...Object.fromEntries(fields.map(({ name, schema }) => [name, schema])), file },
    required: [...fields.filter(({ required }) => required).map(({ name }) => name), 'file'],
  };
  return { 'multipart/form-data': { schema } };
}

function contentOf(schema: ApiRoute['answers'][number], example: unknown, components: Components): object {
  if (schema === NoBody) return {};
  if (schema === Bytes) return { content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } };
  return { content: jsonOf(components.of(schema, 'output'), example) };
}

const jsonOf = (schema: JsonSchema, example: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});

function parameterOf(place: 'path' | 'query', { name, required, schema }: ReturnType<Components['fieldsOf']>[number]) {
  const { description, ...rest } = schema;
  return {
    name,
    in: place,
    required: place === 'path' || required,
    ...(description ? { description } : {}),
    schema: rest,
  };
}

function accessOf({ scope, login, ownership, params }: ApiRoute): string {
  if (login === 'guest')
    return 'Needs no login: the link in the path says what may be seen. An access token is not read.';
  const who =
    login === 'required'
      ? `Needs an access token with the scope \`${scope}\`.`
      : `Needs no login; with a token (scope \`${scope}\`), what is the caller's own is seen, too.`;
  const whose = {
    caller: 'It is about what belongs to the caller.',
    owner: 'What belongs to somebody else is 404.',
    reader: params ? 'What is private and belongs to somebody else is 404.' : '',
  }[ownership];
  return `${who} ${whose}`.trim();
}
