/** The OpenAPI document as a judge of what was really sent, by a JSON Schema validator that knows nothing of zod. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../../scripts/openapi/document.ts';

type Content = {
  'application/json'?: { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> };
};
export type DocumentedResponse = { description: string; content: Content };
export type Operation = {
  operationId: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Content };
  responses: Record<string, DocumentedResponse | { $ref: string }>;
};
type Place = { method: string; path: string };

export type ApiDocument = {
  document: Awaited<ReturnType<typeof openApiDocument>>;
  operation(route: Place): Operation;
  /** Undefined: the document does not know this status. */
  response(route: Place, status: number | string): DocumentedResponse | undefined;
  /** What is wrong with a value. @throws Error when a reference leads nowhere */
  faults(schema: object, value: unknown): string[];
};

export async function readApiDocument(): Promise<ApiDocument> {
  const document = await openApiDocument();
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
  const absolute = (schema: object) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
  /** By the schema itself: the answers of a route are judged hundreds of times. */
  const judges = new WeakMap<object, ValidateFunction>();
  const judgeOf = (schema: object): ValidateFunction => {
    const judge = judges.get(schema) ?? ajv.compile(absolute(schema));
    judges.set(schema, judge);
    return judge;
  };
  const operation = ({ method, path }: Place) =>
    (document.paths[path] as Record<string, unknown>)[method.toLowerCase()] as Operation;
  const responseOf = (route: Place, status: number | string) => {
    const response = operation(route).responses[status];
    if (!response || !('$ref' in response)) return response;
    const name = response.$ref.replace('#/components/responses/', '');
    return document.components.responses[name] as DocumentedResponse | undefined;
  };
  return {
    document,
    operation,
    response(route, status) {
      const response = responseOf(route, status);
      // Some answers have no body.
      return response && { ...response, content: response.content ?? {} };
    },
    faults(schema, value) {
      const validate = judgeOf(schema);
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
  };
}
