/**
 * The account's policies, and whether a call may pass. As in AWS for one account: an explicit Deny anywhere refuses; else an
 * Allow of the caller's own policies or of the resource's policy is needed. Usable alone: it knows no server and no template.
 */
import { LOCAL } from '../../lib/limits.ts';
import type { Authorize, AuthorizedCall, Principal } from '../service.ts';
import { AccessDenied } from './access-denied.ts';
import { AWS_MANAGED } from './aws-managed.ts';
import type { Context } from './condition.ts';
import { PolicyError } from './policy-error.ts';
import { identityArn } from './principal.ts';
import { readPolicy, type Statement } from './statement.ts';

/** A policy document with its intrinsic functions resolved; `path` names the resource that holds it. */
export type PolicyDocument = { path: string; document: unknown };
/** `managed`: ARNs of policies that stand elsewhere. `trust`: who may become it; nobody becomes a user. */
export type IdentityPolicies = {
  arn: string;
  path: string;
  policies: PolicyDocument[];
  managed?: string[];
  trust?: unknown;
};
export type Policies = {
  /** Roles and users. */
  identities: IdentityPolicies[];
  /** Managed policies of the templates' own, by ARN. */
  managed?: Record<string, PolicyDocument>;
  /** Policies of buckets and functions, by the ARN of what they protect; one may have several. */
  resources: (PolicyDocument & { arn: string })[];
};

export type Account = {
  /** Throws AccessDenied in the words of AWS. */
  authorize: Authorize;
  /** Whether a service may become a role for a resource of its own (a function, a state machine). */
  trusts(roleArn: string, service: Principal): boolean;
};

/**
 * What a condition can ask of every call. The twin has no TLS: a request that reaches it counts as one that came by TLS 1.3,
 * as all do that reach AWS from the platform (docs/local.md).
 */
const TRANSPORT: Context = { 'aws:securetransport': 'true', 's3:tlsversion': '1.3' };

/**
 * @throws PolicyError naming the resource's path and what in its policy is not evaluated here
 */
export function createAccount({ identities, managed = {}, resources }: Policies): Account {
  const own = new Map<string, Statement[]>();
  const trust = new Map<string, Statement[]>();
  for (const { arn, path, policies, managed: named = [], trust: document } of identities) {
    const elsewhere = named.map((name): PolicyDocument => {
      const known = managed[name] ?? (AWS_MANAGED[name] && { path: name, document: AWS_MANAGED[name] });
      if (!known) throw new PolicyError(path, `the managed policy ${name}, whose document it does not have`);
      return known;
    });
    own.set(
      arn,
      [...policies, ...elsewhere].flatMap((each) => readPolicy(each.document, each.path, 'identity')),
    );
    if (document !== undefined) trust.set(arn, readPolicy(document, path, 'trust'));
  }
  const ofResource = new Map<string, Statement[]>();
  for (const { arn, path, document } of resources) {
    ofResource.set(arn, [...(ofResource.get(arn) ?? []), ...readPolicy(document, path, 'resource')]);
  }

  /** Statements that can speak of a caller's action, found once for each caller, action and protected resource. */
  const found = new Map<string, { identity: Statement[]; resource: Statement[] }>();
  const statementsFor = ({ principal, action, resource }: AuthorizedCall) => {
    const owner = ownerOf(resource);
    const protectedBy = ofResource.get(owner);
    const name = `${principal?.service ?? ''} ${principal?.arn} ${action} ${protectedBy ? owner : ''}`;
    const known = found.get(name);
    if (known) return known;
    const caller = callerOf(principal);
    const identity = principal && !principal.service ? (own.get(identityArn(principal.arn)) ?? []) : [];
    const made = {
      identity: identity.filter((each) => each.forAction(action)),
      resource: (protectedBy ?? []).filter((each) => each.forAction(action) && each.forCaller(caller)),
    };
    found.set(name, made);
    return made;
  };

  return {
    authorize(call) {
      const { identity, resource } = statementsFor(call);
      const context = contextOf(call);
      const speaks = (effect: Statement['effect']) => (each: Statement) =>
        each.effect === effect && each.forResource(call.resource) && each.holds(context);
      if (identity.some(speaks('Deny'))) throw new AccessDenied(call, { explicit: 'identity' });
      if (resource.some(speaks('Deny'))) throw new AccessDenied(call, { explicit: 'resource' });
      if (!identity.some(speaks('Allow')) && !resource.some(speaks('Allow'))) throw new AccessDenied(call, {});
    },
    trusts(roleArn, principal) {
      const action = 'sts:AssumeRole';
      const context = contextOf({ principal, action, resource: roleArn });
      const speaking = (trust.get(roleArn) ?? []).filter(
        (each) => each.forAction(action) && each.forCaller(callerOf(principal)) && each.holds(context),
      );
      return speaking.length > 0 && speaking.every(({ effect }) => effect === 'Allow');
    },
  };
}

/** The bucket of an object; everything else is protected by itself. */
const ownerOf = (resource: string) => (resource.startsWith('arn:aws:s3:::') ? resource.split('/', 1)[0]! : resource);

const callerOf = (principal: Principal | undefined) => ({
  roleArn: principal && !principal.service ? identityArn(principal.arn) : undefined,
  service: principal?.service,
});

function contextOf({ principal, context }: AuthorizedCall): Context {
  if (!context && !principal?.service) return TRANSPORT;
  const source: Context = principal?.service
    ? { 'aws:sourcearn': principal.arn, 'aws:sourceaccount': LOCAL.account }
    : {};
  const given = Object.entries(context ?? {}).map(([key, value]) => [key.toLowerCase(), value]);
  return { ...TRANSPORT, ...source, ...Object.fromEntries(given) };
}
