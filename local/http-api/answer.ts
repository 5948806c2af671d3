/** What a handler returned, as an HTTP answer (payload format 2.0). */
export type Answer = { status: number; headers: Record<string, string>; cookies: string[]; body: Buffer };

/** `{"message": …}`, the only body that API Gateway writes itself. */
export const messageAnswer = (status: number, message: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});

/** Names that belong to the connection, not to the handler. */
const CONNECTION_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Undefined when the handler's answer is malformed: 500. Without a statusCode the whole value is the body, as JSON. */
export const answerOf = (result: unknown): Answer | undefined => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(body) };
  }
  const given = result as Record<string, unknown>;
  const status = Number(given.statusCode);
  const body = given.body ?? '';
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) headers[name.toLowerCase()] = String(value);
  }
  if (body) headers['content-type'] ??= 'text/plain; charset=utf-8';
  return {
    status,
    headers,
    cookies: Array.isArray(given.cookies) ? given.cookies.map(String) : [],
    body: Buffer.from(body, given.isBase64Encoded ? 'base64' : 'utf8'),
  };
};
