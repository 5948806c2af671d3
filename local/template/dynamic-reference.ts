/** `{{resolve:secretsmanager:ARN:SecretString:::VERSION}}`: what CloudFormation replaces by the value when it makes a resource. */

/** @returns the value of a version of a secret, undefined where there is none */
export type SecretOf = (secretArn: string, version: string) => string | undefined;

const REFERENCE = /^\{\{resolve:secretsmanager:(arn:[^{}]+):SecretString:::([^:{}]+)\}\}$/;

/** Whether something in a template asks for a value that is none of the template's. */
export const hasReference = (properties: unknown): boolean => JSON.stringify(properties ?? null).includes('{{resolve:');

/**
 * @param text after all other functions
 * @throws Error for references of any other form, and for values that are not there; it holds no value
 */
export function withSecret(text: string, secretOf: SecretOf): string {
  if (!hasReference(text)) return text;
  const [, arn, version] = REFERENCE.exec(text) ?? [];
  if (!arn || !version) throw new Error(`The twin resolves no such reference: ${text}`);
  const value = secretOf(arn, version);
  if (value === undefined) throw new Error(`There is no version ${version} of the secret ${arn}.`);
  return value;
}
