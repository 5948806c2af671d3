import { beforeAll, describe, expect, it } from 'vitest';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { type ApiDocument, type DocumentedResponse, readApiDocument } from '../../test/support/api-document.ts';
import { operationId } from './operation.ts';

const ROUTES = Object.values(PRODUCTS).flatMap((routes) => Object.entries(routes));
let api: ApiDocument;
beforeAll(async () => {
  api = await readApiDocument();
});

const examplesOf = ({ content }: Pick<DocumentedResponse, 'content'>): [object, unknown][] => {
  if (!content['application/json']) return [];
  const { schema, example, examples = {} } = content['application/json'];
  const values = [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)];
  return values.map((value) => [schema, value]);
};

describe.each(ROUTES)('%s', (name, route) => {
  it('is an operation with its scope, its parameters and every answer described', () => {
    const operation = api.operation(route);
    expect(operation.operationId).toBe(operationId(name));
    const needed = route.login === 'guest' ? [] : [{ bearer: [route.scope] }];
    expect(operation.security).toEqual(route.login === 'optional' ? [{}, ...needed] : needed);
    const variables = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable);
    const given = operation.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
    expect(given.map((parameter) => parameter.name)).toEqual(variables);
    const statuses = [...Object.keys(route.answers), ...Object.values(route.errors ?? {}).map(String)];
    const refused = route.login === 'guest' ? ['404', '410', '429'] : ['401', '403'];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([...statuses, ...refused, '422', '503']));
    for (const status of Object.keys(operation.responses)) {
      expect(api.response(route, status)?.description).toMatch(/\.$/);
    }
  });

  it('shows requests and answers that the document and the validators take', () => {
    const { requestBody, responses } = api.operation(route);
    const shown = [
      ...(requestBody ? [requestBody] : []),
      ...Object.keys(responses).map((each) => api.response(route, each)!),
    ];
    for (const [schema, value] of shown.flatMap(examplesOf)) expect(api.faults(schema, value)).toEqual([]);
    const request = requestBody?.content['application/json']?.example;
    if (request) expect(() => route.body!.parse(request)).not.toThrow();
    for (const [status, schema] of Object.entries(route.answers)) {
      const answer = api.response(route, status)!.content['application/json']?.example;
      if (answer) expect(schema.parse(answer)).toEqual(answer);
    }
  });
});

it('refuses what the validators refuse: unknown fields, missing ones, ids of another form', () => {
  const { schema, example } = api.operation(PRODUCTS.map!['create-job']!).requestBody!.content['application/json']!;
  const job = example as object;
  expect(api.faults(schema, job)).toEqual([]);
  for (const change of [{ more: 1 }, { game_id: 'No_Map' }, { save_data_id: undefined }]) {
    expect(api.faults(schema, { ...job, ...change })).not.toEqual([]);
  }
});

it('has every operation once, and no schema that nobody uses', () => {
  const text = JSON.stringify(api.document);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const name of Object.keys(api.document.components.schemas)) {
    expect(text).toContain(`"#/components/schemas/${name}"`);
  }
});
