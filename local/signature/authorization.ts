import type { IncomingHttpHeaders } from 'node:http';
import { SignatureError } from './errors.ts';

/** What is read of a request; node's IncomingMessage fits. `url` is the path with its query, as it came on the wire. */
export type SignedRequest = { method?: string; url?: string; headers: IncomingHttpHeaders };

/** The parts of a Signature Version 4, wherever they stood. `time` is the ISO 8601 basic form, `20130524T000000Z`. */
export type Authorization = {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  presigned: boolean;
  signedHeaders: string[];
  signature: string;
  time: string;
  /** Seconds that a presigned URL is good for. */
  expires: number | undefined;
};

export const ALGORITHM = 'AWS4-HMAC-SHA256';

export function queryOf(request: SignedRequest): URLSearchParams {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}

/** Access key ids may hold slashes, so the scope is read from its end. */
function readCredential(credential: string) {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  return match && { accessKeyId: match[1]!, date: match[2]!, region: match[3]!, service: match[4]! };
}

/**
 * The authorization of a request: the Authorization header, else the query of a presigned URL; undefined when there is
 * neither. Throws SignatureError when it is there and cannot be read.
 */
export function readAuthorization(request: SignedRequest): Authorization | undefined {
  const header = request.headers.authorization;
  return header === undefined ? fromQuery(queryOf(request)) : fromHeader(header, request.headers);
}

function fromHeader(header: string, headers: IncomingHttpHeaders): Authorization {
  const malformed = (detail: string) =>
    new SignatureError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${detail}`);
  if (!header.startsWith(`${ALGORITHM} `)) throw malformed(`it must begin with "${ALGORITHM}".`);
  const parts = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => part.trim().split(/=(.*)/s) as [string, string]),
  );
  const credential = readCredential(parts.get('Credential') ?? '');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  if (!credential) throw malformed('Credential must be KEY/YYYYMMDD/REGION/SERVICE/aws4_request.');
  if (!signedHeaders || !signature) throw malformed('SignedHeaders and Signature are needed.');
  const time = String(headers['x-amz-date'] ?? '');
  return {
    ...credential,
    presigned: false,
    signedHeaders: signedHeaders.split(';'),
    signature,
    time,
    expires: undefined,
  };
}

function fromQuery(query: URLSearchParams): Authorization | undefined {
  const algorithm = query.get('X-Amz-Algorithm');
  if (algorithm === null) return undefined;
  const malformed = (detail: string) =>
    new SignatureError('AuthorizationQueryParametersError', 400, `The query's authorization is malformed; ${detail}`);
  const credential = readCredential(query.get('X-Amz-Credential') ?? '');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const signature = query.get('X-Amz-Signature');
  const expires = query.get('X-Amz-Expires') ?? '';
  if (algorithm !== ALGORITHM) throw malformed(`X-Amz-Algorithm must be "${ALGORITHM}".`);
  if (!credential) throw malformed('X-Amz-Credential must be KEY/YYYYMMDD/REGION/SERVICE/aws4_request.');
  if (!signedHeaders || !signature) throw malformed('X-Amz-SignedHeaders and X-Amz-Signature are needed.');
  // 0 is well-formed, and has expired.
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > 604_800)
    throw malformed('X-Amz-Expires must be 0 to 604800 seconds (seven days).');
  return {
    ...credential,
    presigned: true,
    signedHeaders: signedHeaders.split(';'),
    signature,
    time: query.get('X-Amz-Date') ?? '',
    expires: Number(expires),
  };
}
