/** An error of the API: its `__type`, and a message. */
export class ApiFailure extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = status;
  }
}
export const doesNotExist = (kind: 'Execution' | 'StateMachine', arn: unknown) =>
  new ApiFailure(
    `${kind}DoesNotExist`,
    `${kind === 'Execution' ? 'Execution' : 'State Machine'} Does Not Exist: '${arn}'`,
  );
