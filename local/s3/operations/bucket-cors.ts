/** The CORS rules of a bucket as a document; `cors.ts` obeys them. */
import { receiveText } from '../body/receive.ts';
import { answer, answerXml, type Call } from '../call.ts';
import { invalidRequest, malformedXml, S3Error } from '../errors.ts';
import type { CorsRule } from '../store/buckets.ts';
import { childrenOf, readDocument, textsOf } from '../xml.ts';

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
/** Most rules of a bucket (service limit). */
const MOST_RULES = 100;

function readRule(element: unknown): CorsRule {
  const fields = childrenOf(element);
  const rule: CorsRule = {
    AllowedOrigins: textsOf(fields.AllowedOrigin),
    AllowedMethods: textsOf(fields.AllowedMethod),
    AllowedHeaders: textsOf(fields.AllowedHeader),
    ExposedHeaders: textsOf(fields.ExposeHeader),
  };
  if (typeof fields.ID === 'string') rule.Id = fields.ID;
  if (fields.MaxAgeSeconds !== undefined) rule.MaxAge = Number(fields.MaxAgeSeconds);
  if (rule.AllowedOrigins.length === 0 || rule.AllowedMethods.length === 0) throw malformedXml();
  if (rule.MaxAge !== undefined && !Number.isInteger(rule.MaxAge)) throw malformedXml();
  const method = rule.AllowedMethods.find((name) => !METHODS.includes(name));
  if (method !== undefined)
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  const pattern = [...rule.AllowedOrigins, ...rule.AllowedHeaders!].find((text) => text.split('*').length > 2);
  if (pattern !== undefined) throw invalidRequest(`"${pattern}" can not have more than one wildcard.`);
  return rule;
}

export async function putBucketCors(call: Call) {
  const { CORSRule } = readDocument(await receiveText(call.body), 'CORSConfiguration');
  const rules = [CORSRule ?? []].flat();
  if (rules.length === 0 || rules.length > MOST_RULES) throw malformedXml();
  call.store.buckets.setCors(call.bucket, rules.map(readRule));
  answer(call, 200);
}

export function getBucketCors(call: Call) {
  const rules = call.store.buckets.get(call.bucket)?.cors ?? [];
  if (rules.length === 0)
    throw new S3Error('NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist', {
      fields: { BucketName: call.bucket },
    });
  answerXml(call, 'CORSConfiguration', {
    CORSRule: rules.map((rule) => ({
      ID: rule.Id,
      AllowedOrigin: rule.AllowedOrigins,
      AllowedMethod: rule.AllowedMethods,
      AllowedHeader: rule.AllowedHeaders ?? [],
      ExposeHeader: rule.ExposedHeaders ?? [],
      MaxAgeSeconds: rule.MaxAge,
    })),
  });
}

export function deleteBucketCors(call: Call) {
  call.store.buckets.setCors(call.bucket, []);
  answer(call, 204);
}
