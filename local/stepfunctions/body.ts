/** The body of an object as its caller gives it, as a text: a text, bytes, or the SDK's stream. */
export async function bodyText(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  return (body as { transformToString(): Promise<string> }).transformToString();
}

/** Actions of S3 that take bytes. */
const WITH_BODY = ['putObject', 'uploadPart'];

/**
 * What the service's client is given: a body travels as JSON, so that a text arrives in its quotes (recorded of the
 * service).
 */
export function requestParameters(resource: { resourceType: string; action: string }, parameters: unknown): unknown {
  const { Body, ...rest } = (parameters ?? {}) as { Body?: unknown };
  if (resource.resourceType !== 'aws-sdk:s3' || !WITH_BODY.includes(resource.action) || Body === undefined)
    return parameters;
  return { ...rest, Body: JSON.stringify(Body) };
}

/** An answer as plain JSON: times become ISO 8601, a body becomes its text. Nothing at all becomes `{}`. */
export async function plainAnswer(answer: unknown): Promise<unknown> {
  if (answer === undefined) return {};
  const { Body } = (answer ?? {}) as { Body?: unknown };
  const read = Body !== null && typeof Body === 'object' ? { Body: await bodyText(Body) } : undefined;
  return JSON.parse(JSON.stringify(read ? { ...(answer as object), ...read } : answer));
}
