/** Codes as ValidateStateMachineDefinition names them. */
export type Code =
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'INVALID_JSON_DESCRIPTION';
/** What is wrong with a definition, and where: a slash path from its root, as the service writes it; '' for the whole. */
export type Problem = { code: Code; at: string; message: string };
export type Complain = (at: string, message: string, code?: Code) => void;

/** The service's refusal of a definition. */
export class InvalidDefinition extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    const list = problems
      .map(({ code, at, message }) => `${code}: ${message}${at === '' ? '' : ` at ${at}`}`)
      .join(', ');
    super(`Invalid State Machine Definition: '${list}'`);
    this.name = 'InvalidDefinition';
    this.problems = problems;
  }
}
