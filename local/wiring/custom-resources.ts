/**
 * Custom resources of ours, made as CloudFormation makes them: their function is called with Create or Update and answers on
 * its ResponseURL. What was made is remembered, so that a start with the same properties calls nobody. None is deleted: nothing
 * is taken down here.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../template/assembly.ts';
import type { Identity } from '../template/resolve.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { arn, functionArn, functionName } from './identity.ts';
import { answerOf } from './response-url.ts';

/** Those whose functions run here; the twin does CDK's own by itself (`functions.ts`). */
const OURS = ['Custom::OriginSecretVersion', 'Custom::SigningKeyPairs', 'Custom::SigningKeysInUse'];

export const isOurs = (type: string) => OURS.includes(type);

type Making = { properties: object; physicalId: string; data: Record<string, string> };
/** What another resource asks of one that is not made yet: whoever asks waits. */
class NotMade extends Error {}

export type CustomResources = {
  /** What `Ref` and `Fn::GetAtt` give for them. */
  identity: Identity;
  /**
   * @param invoke calls a function by its name
   * @throws Error naming the resource that could not be made, in the words of its function
   */
  make(deployment: Deployment, invoke: (functionName: string, event: object) => Promise<unknown>): Promise<void>;
};

/** @param directory of the twin's data */
export function openCustomResources(directory: string): CustomResources {
  const file = join(directory, 'custom-resources.json');
  const made: Record<string, Making> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  /** A record of an earlier start is good once it has been compared with what the templates say now. */
  const current = new Set<string>();

  const recordOf = ({ path }: Resource): Making => {
    const record = current.has(path) ? made[path] : undefined;
    if (!record) throw new NotMade(`${path} is not made yet.`);
    return record;
  };
  const keep = (path: string, record: Making) => {
    made[path] = record;
    writeFileSync(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    identity: {
      ref: (resource) => recordOf(resource).physicalId,
      attribute(resource, name) {
        const value = recordOf(resource).data[name];
        if (value === undefined) throw new Error(`${resource.path} answered no attribute ${name}.`);
        return value;
      },
    },
    async make(deployment, invoke) {
      const functions = deployment.ofType('AWS::Lambda::Function');
      const waiting = new Set(OURS);
      for (let type = next(waiting, deployment); type; type = next(waiting, deployment)) {
        waiting.delete(type);
        for (const deployed of deployment.ofType(type)) {
          const { path } = deployed.resource;
          const properties = asTexts(deployed.properties) as object;
          const before = made[path];
          if (!before || !isDeepStrictEqual(before.properties, properties)) {
            keep(path, await request(deployed, { properties, before, functions, invoke }));
          }
          current.add(path);
        }
      }
    },
  };
}

/** A type whose properties name nothing that is still to be made. */
function next(waiting: Set<string>, deployment: Deployment): string | undefined {
  let reason: NotMade | undefined;
  for (const type of waiting) {
    try {
      deployment.ofType(type);
      return type;
    } catch (error) {
      if (!(error instanceof NotMade)) throw error;
      reason = error;
    }
  }
  if (reason) throw reason;
  return undefined;
}

async function request(
  { resource, properties: { ServiceToken } }: Deployed,
  given: {
    properties: object;
    before: Making | undefined;
    functions: Deployed[];
    invoke: (functionName: string, event: object) => Promise<unknown>;
  },
): Promise<Making> {
  const { path, type, stack, logicalId } = resource;
  const { properties, before, functions, invoke } = given;
  const provider = functions.find((each) => functionArn(each.resource) === ServiceToken);
  if (!provider) throw new Error(`${path}: its function ${ServiceToken} is not in the templates.`);
  const event = {
    RequestType: before ? 'Update' : 'Create',
    ServiceToken,
    StackId: arn('cloudformation', `stack/${stack}/local`),
    RequestId: randomUUID(),
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: properties,
    ...(before && { PhysicalResourceId: before.physicalId, OldResourceProperties: before.properties }),
  };
  const failed = (reason: string) => new Error(`${path} could not be made: ${reason}`);
  const answer = await answerOf((ResponseURL) =>
    invoke(functionName(provider.resource), { ...event, ResponseURL }),
  ).catch((error: Error) => {
    throw failed(error.message);
  });
  if (answer.Status === 'FAILED') throw failed(answer.Reason ?? 'its function gave no reason');
  if (before && before.physicalId !== answer.PhysicalResourceId) {
    throw failed('it became another resource, and the local twin deletes none');
  }
  return { properties, physicalId: answer.PhysicalResourceId, data: answer.Data ?? {} };
}

/** CloudFormation hands over every number and truth value as a text. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
  }
  return String(value);
}
