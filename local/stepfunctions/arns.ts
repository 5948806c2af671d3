/** ARNs of what an execution starts, made from its own and its state machine's. */

/** `arn:…:mapRun:MACHINE/LABEL:UUID`. Without a Label the service makes one up; here it is the state's name, shortened. */
export function mapRunArn(executionArn: string, label: string | undefined, state: string, uuid: string): string {
  const [prefix, machine] = parts(executionArn);
  return `${prefix}:mapRun:${machine}/${label ?? state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40)}:${uuid}`;
}

/** A child workflow execution: `arn:…:execution:MACHINE/LABEL:NAME`, `express` with the Map run's own uuid. */
export function childArn(runArn: string, type: 'STANDARD' | 'EXPRESS', name: string): string {
  const [prefix, labelled] = parts(runArn);
  return type === 'EXPRESS'
    ? `${prefix}:express:${labelled}:${runArn.split(':').at(-1)}:${name}`
    : `${prefix}:execution:${labelled}:${name}`;
}

export const executionArn = (machineArn: string, name: string) =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** An execution of an Express workflow; the same name may run again. */
export const expressArn = (machineArn: string, name: string, uuid: string) =>
  `${machineArn.replace(':stateMachine:', ':express:')}:${name}:${uuid}`;

/** `arn:aws:states:REGION:ACCOUNT` and the name that stands behind the kind. */
function parts(arn: string): [string, string] {
  const words = arn.split(':');
  return [words.slice(0, 5).join(':'), words[6] ?? ''];
}
