/** What is wrong with a definition, and where: a slash path from its root, as the service writes it. */
export type Problem = { at: string; message: string };
export type Complain = (at: string, message: string) => void;

/** The service's refusal of a definition. */
export class InvalidDefinition extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    const list = problems.map(({ at, message }) => `SCHEMA_VALIDATION_FAILED: ${message} at ${at}`).join('; ');
    super(`Invalid State Machine Definition: '${list}'`);
    this.name = 'InvalidDefinition';
    this.problems = problems;
  }
}
