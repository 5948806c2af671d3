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
