import type { AuthorizedCall } from '../service.ts';

/** `explicit`: where a Deny stands; undefined: nothing allows the call. */
type Reason = { explicit?: 'identity' | 'resource' };

/** A call that the account's policies do not let through. `name` is what every room turns into its own kind of refusal. */
export class AccessDenied extends Error {
  constructor(call: AuthorizedCall, reason: Reason) {
    super(messageOf(call, reason));
    this.name = 'AccessDenied';
  }
}

/** In the words of AWS (IAM User Guide, "Troubleshoot access denied error messages"). */
function messageOf({ principal, action, resource }: AuthorizedCall, { explicit }: Reason): string {
  const who = principal?.service
    ? `Service: ${principal.service} for ${principal.arn}`
    : `User: ${principal?.arn ?? 'anonymous'}`;
  // S3 puts the resource in quotes, the others do not.
  const what = action.startsWith('s3:') ? `"${resource}"` : resource;
  const because = explicit
    ? `with an explicit deny in ${explicit === 'identity' ? 'an identity' : 'a resource'}-based policy`
    : `because no ${principal?.service ? 'resource' : 'identity'}-based policy allows the ${action} action`;
  return `${who} is not authorized to perform: ${action} on resource: ${what} ${because}`;
}
