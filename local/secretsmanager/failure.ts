/** What Secrets Manager answers instead of a result, with the status 400. */
export class ApiFailure extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = type;
    this.type = type;
  }
}

export const noSecret = () =>
  new ApiFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
export const noValue = (where: string) =>
  new ApiFailure('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${where}`);
export const invalid = (message: string) => new ApiFailure('InvalidParameterException', message);
export const refused = (message: string) => new ApiFailure('InvalidRequestException', message);

/** A value outside what the service's model allows, in the words that AWS's services share. */
export const constraint = (name: string, value: unknown, rule: string) =>
  new ApiFailure(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${name[0]!.toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must ${rule}`,
  );
