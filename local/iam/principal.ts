/** ARNs of callers. */
import { LOCAL } from '../../lib/limits.ts';
import type { Principal } from '../service.ts';

/** A role in use: `session` is what uses it, a function's or state machine's name. */
export const assumedRole = (roleArn: string, session: string): Principal => ({
  arn: `arn:aws:sts::${LOCAL.account}:assumed-role/${roleArn.split('/').at(-1)}/${session}`,
});

/** A service that acts for a resource: CloudFront for a distribution, API Gateway for a route. */
export const actingFor = (service: string, arn: string): Principal => ({ arn, service });

/** The ARN whose policies decide: a session's role, else the caller's own. */
export function identityArn(arn: string): string {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  return session ? `arn:aws:iam::${session[1]}:role/${session[2]}` : arn;
}
