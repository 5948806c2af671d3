/** Statements of policies, read once into functions that decide quickly. */
import { type Condition, type Context, readConditions } from './condition.ts';
import { type Matches, pattern } from './pattern.ts';
import { PolicyError } from './policy-error.ts';

export type Effect = 'Allow' | 'Deny';
/** Whom a resource's policy speaks of. */
export type Caller = { roleArn: string | undefined; service: string | undefined };

export type Statement = {
  effect: Effect;
  /** Construct path of the resource that holds the policy. */
  path: string;
  forAction: Matches;
  forResource: Matches;
  /** Always true in the policies of a role: they speak of that role. */
  forCaller(caller: Caller): boolean;
  holds(context: Context): boolean;
};

/** Which policies a statement stands in: a role's own, a resource's (bucket, function), or a role's trust policy. */
export type Kind = 'identity' | 'resource' | 'trust';

type Raw = Record<string, unknown>;
const FIELDS: Record<Kind, string[]> = {
  identity: ['Sid', 'Effect', 'Action', 'Resource', 'Condition'],
  resource: ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'],
  trust: ['Sid', 'Effect', 'Principal', 'Action', 'Condition'],
};
const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@-]+$/;

/**
 * @param document a policy document with every intrinsic function resolved
 * @throws PolicyError naming the resource's path and what in the policy is not known
 */
export function readPolicy(document: unknown, path: string, kind: Kind): Statement[] {
  const { Version, Statement, ...rest } = (document ?? {}) as Raw;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new PolicyError(path, `the element ${unknown} of a policy`);
  if (Version !== '2012-10-17') throw new PolicyError(path, `a policy of the version ${String(Version)}`);
  return [Statement].flat().map((each) => readStatement((each ?? {}) as Raw, path, kind));
}

function readStatement(raw: Raw, path: string, kind: Kind): Statement {
  const unknown = Object.keys(raw).find((field) => !FIELDS[kind].includes(field));
  if (unknown !== undefined) throw new PolicyError(path, `the element ${unknown} of a statement`);
  const { Effect } = raw;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyError(path, `the effect ${String(Effect)}`);
  const actions = texts(raw.Action, 'Action', path, /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/);
  const resources = kind === 'trust' ? ['*'] : texts(raw.Resource, 'Resource', path, /^(\*$|arn:)/);
  const conditions: Condition[] = readConditions(raw.Condition, path);
  return {
    effect: Effect,
    path,
    forAction: anyOf(actions.map((action) => pattern(action, { ignoreCase: true }))),
    forResource: anyOf(resources.map((resource) => pattern(resource))),
    forCaller: kind === 'identity' ? () => true : readPrincipal(raw.Principal, path),
    holds: (context) => conditions.every((condition) => condition(context)),
  };
}

const anyOf = (all: Matches[]): Matches => (all.length === 1 ? all[0]! : (text) => all.some((each) => each(text)));

function texts(value: unknown, element: string, path: string, form: RegExp): string[] {
  const all = [value].flat();
  for (const text of all) {
    const known = typeof text === 'string' && form.test(text) && !text.includes('${');
    if (!known) throw new PolicyError(path, `${JSON.stringify(text) ?? 'a missing element'} as ${element}`);
  }
  return all as string[];
}

/** `{AWS: '*' or ARNs of roles}` and `{Service: names}`: the only ones that the templates use. */
function readPrincipal(value: unknown, path: string): (caller: Caller) => boolean {
  if (value === null || typeof value !== 'object')
    throw new PolicyError(path, `the principal ${JSON.stringify(value)}`);
  const tests = Object.entries(value).flatMap(([type, names]) =>
    [names].flat().map((name: unknown): ((caller: Caller) => boolean) => {
      if (type === 'AWS' && name === '*') return () => true;
      if (type === 'AWS' && typeof name === 'string' && ROLE_ARN.test(name)) return ({ roleArn }) => roleArn === name;
      if (type === 'Service' && typeof name === 'string') return ({ service }) => service === name;
      throw new PolicyError(path, `the principal ${type}: ${JSON.stringify(name)}`);
    }),
  );
  return (caller) => tests.some((test) => test(caller));
}
