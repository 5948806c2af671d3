/** Everybody who calls the twin's services, by the names that policies and refusals know them by. */

import { LOCAL } from '../../lib/limits.ts';
import { actingFor, assumedRole } from '../iam/principal.ts';
import type { Principal } from '../service.ts';
import type { Resource } from '../template/assembly.ts';
import type { Deployed } from './deployed.ts';
import { arn, distributionArn, functionName } from './identity.ts';

/** A function in its role. */
export const functionCaller = ({ resource, properties }: Deployed): Principal =>
  assumedRole(properties.Role, functionName(resource));

/** A state machine in its role. */
export const machineCaller = (roleArn: string, machineArn: string): Principal =>
  assumedRole(roleArn, machineArn.split(':').at(-1) ?? '');

/** EventBridge Scheduler in the role that a schedule names. */
export const scheduleCaller = (roleArn: string, name: string): Principal => assumedRole(roleArn, name);

/** The edge, which reads buckets by origin access control. */
export const edgeCaller = (distribution: Resource): Principal =>
  actingFor('cloudfront.amazonaws.com', distributionArn(distribution));

/** EventBridge when it tells a target of a rule. */
export const ruleCaller = (arn: string): Principal => actingFor('events.amazonaws.com', arn);

/** The HTTP API when it calls the function of a route; `routeKey` as in the template: `GET /api/maps/{map}`. */
export function apiCaller(apiId: string, routeKey: string): Principal {
  const [method, path] = routeKey === '$default' ? ['*', '/$default'] : routeKey.split(' ');
  return actingFor('apigateway.amazonaws.com', arn('execute-api', `${apiId}/$default/${method}${path}`));
}

/** Whoever sits at this machine: a user who may do everything, for tests and for looking around with the AWS command line. */
export const OPERATOR: Principal = { arn: `arn:aws:iam::${LOCAL.account}:user/operator` };
