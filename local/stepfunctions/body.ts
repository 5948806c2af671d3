/** The body of an object as its caller gives it, as a text: a text, bytes, or the SDK's stream. */
export async function bodyText(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  return (body as { transformToString(): Promise<string> }).transformToString();
}

/** An answer as plain JSON: times become ISO 8601, a body becomes its text. Nothing at all becomes `{}`. */
export async function plainAnswer(answer: unknown): Promise<unknown> {
  if (answer === undefined) return {};
  const { Body } = (answer ?? {}) as { Body?: unknown };
  const read = Body !== null && typeof Body === 'object' ? { Body: await bodyText(Body) } : undefined;
  return JSON.parse(JSON.stringify(read ? { ...(answer as object), ...read } : answer));
}
