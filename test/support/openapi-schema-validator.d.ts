/** What we use of it; its own types pull in all of ajv's. */
declare module '@seriousme/openapi-schema-validator' {
  export class Validator {
    version: string;
    validate(document: object): Promise<{ valid: boolean; errors?: unknown }>;
    /** Throws for a reference that leads nowhere. */
    resolveRefs(): object;
  }
}
