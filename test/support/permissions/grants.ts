/** What the templates grant, permission by permission, and the same policies without one of them. */
import type { IdentityPolicies, Policies, PolicyDocument } from '../../../local/iam/account.ts';
import { actingFor, assumedRole } from '../../../local/iam/principal.ts';
import type { AuthorizedCall } from '../../../local/service.ts';

type RawStatement = { Effect: string; Action: string | string[]; Resource: string | string[] } & Record<
  string,
  unknown
>;
type Place = { kind: 'identities' | 'resources'; holder: number; document: number; statement: number };
/** One action on one resource (both may hold wildcards) for one holder. */
export type Grant = {
  /** Name of the role, or of the resource whose policy it is. */
  holder: string;
  /** Whom it speaks of, as a refusal names it: the role, or the service. */
  whom: string;
  action: string;
  resource: string;
  place: Place;
};

const listOf = <T>(value: T | T[]): T[] => [value].flat() as T[];
const statementsOf = ({ document }: PolicyDocument) => listOf((document as { Statement: RawStatement[] }).Statement);
const nameOf = (arn: string) => arn.split(/[/:]/).at(-1)!;

/** Every permission of every role and of every policy of a bucket or function. AWS's own policies are not ours to prove. */
export function grantsOf(policies: Policies): Grant[] {
  const ofRoles = policies.identities.flatMap(({ arn, policies: own }, holder) =>
    own.flatMap((each, document) =>
      grantsIn(each, { kind: 'identities', holder, document }, () => ({ holder: nameOf(arn), whom: nameOf(arn) })),
    ),
  );
  const ofResources = policies.resources.flatMap((each, holder) =>
    grantsIn(each, { kind: 'resources', holder, document: 0 }, ({ Principal }) => ({
      holder: nameOf(each.arn),
      whom: String(Object.values(Principal as object)[0]),
    })),
  );
  return [...ofRoles, ...ofResources];
}

function grantsIn(
  policy: PolicyDocument,
  place: Omit<Place, 'statement'>,
  names: (statement: RawStatement) => Pick<Grant, 'holder' | 'whom'>,
): Grant[] {
  return statementsOf(policy).flatMap((each, statement) => {
    if (each.Effect !== 'Allow') return [];
    return listOf(each.Action).flatMap((action) =>
      listOf(each.Resource).map((resource) => ({ ...names(each), action, resource, place: { ...place, statement } })),
    );
  });
}

/** The policies with exactly this permission taken out: its statement falls into what is left of it. */
export function without(policies: Policies, grant: Grant): Policies {
  return changed(policies, grant, (statements, index) =>
    statements.flatMap((each, i) => {
      if (i !== index) return [each];
      const others = listOf(each.Action).filter((action) => action !== grant.action);
      const elsewhere = listOf(each.Resource).filter((resource) => resource !== grant.resource);
      return [
        ...(others.length ? [{ ...each, Action: others }] : []),
        ...(elsewhere.length ? [{ ...each, Action: grant.action, Resource: elsewhere }] : []),
      ];
    }),
  );
}

/** Nothing but this permission. */
export function only(policies: Policies, grant: Grant): Policies {
  const { kind, holder } = grant.place;
  const alone = changed(policies, grant, (statements, index) => [
    { ...statements[index]!, Action: grant.action, Resource: grant.resource },
  ]);
  if (kind === 'resources') return { identities: [], resources: [alone.resources[holder]!] };
  const role = alone.identities[holder]!;
  return { identities: [{ ...role, managed: [], policies: [role.policies[grant.place.document]!] }], resources: [] };
}

/** Those that decide on the calls that a permission is for: of roles the holder's own alone, reading all of them takes 5 ms. */
export function deciding(policies: Policies, { place }: Grant): Policies {
  if (place.kind === 'resources') return policies;
  return { ...policies, identities: [policies.identities[place.holder]!] };
}

function changed(
  policies: Policies,
  { place }: Grant,
  change: (statements: RawStatement[], index: number) => RawStatement[],
): Policies {
  const rewrite = (policy: PolicyDocument): PolicyDocument => ({
    ...policy,
    document: { ...(policy.document as object), Statement: change(statementsOf(policy), place.statement) },
  });
  if (place.kind === 'resources') {
    return {
      ...policies,
      resources: policies.resources.map((each, i) => (i === place.holder ? { ...each, ...rewrite(each) } : each)),
    };
  }
  const inRole = (role: IdentityPolicies) => ({
    ...role,
    policies: role.policies.map((each, i) => (i === place.document ? rewrite(each) : each)),
  });
  return { ...policies, identities: policies.identities.map((role, i) => (i === place.holder ? inRole(role) : role)) };
}

/** A call that a permission is for, made up: for permissions that no run of the twin uses. */
export function exampleOf(grant: Grant, policies: Policies): AuthorizedCall {
  const { whom, place } = grant;
  const filled = (pattern: string) => pattern.replaceAll('*', 'x');
  const call = { action: filled(grant.action), resource: filled(grant.resource) };
  if (place.kind === 'identities')
    return { ...call, principal: assumedRole(policies.identities[place.holder]!.arn, 'example') };
  const { Condition = {} } = statementsOf(policies.resources[place.holder]!)[place.statement]!;
  const sources = Object.values(Condition as object).flatMap((keys) => Object.entries(keys as object));
  const source = sources.find(([key]) => key.toLowerCase() === 'aws:sourcearn')?.[1];
  return { ...call, principal: actingFor(whom, filled(String(source))) };
}
