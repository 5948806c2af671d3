/** CloudFormation's intrinsic functions, over all stacks of an assembly. */
import type { Assembly, Resource, Stack } from './assembly.ts';

/** What only the one who makes the resources knows. Both throw for what a type does not have. */
export type Identity = {
  /** What `Ref` gives: a name, an ARN or an id, by the type. */
  ref(resource: Resource): string;
  /** What `Fn::GetAtt` gives. */
  attribute(resource: Resource, name: string): unknown;
};

export type Values = {
  /** By name: a parameter of the same name has one value in all stacks. */
  parameters: Record<string, string>;
  account: string;
  region: string;
};

export type Resolver = {
  /** Replaces every intrinsic function in a value of a stack; what becomes AWS::NoValue disappears. */
  resolve(stack: string, value: unknown): unknown;
  /** The resource's properties, resolved. */
  properties(resource: Resource): Record<string, unknown>;
  /** False when the resource's condition does not hold: it is not made. */
  exists(resource: Resource): boolean;
};

const NO_VALUE = Symbol('AWS::NoValue');
type Intrinsic = (argument: never, stack: Stack) => unknown;

/**
 * @throws Error naming the stack and the function for everything that cannot be resolved
 */
export function createResolver(assembly: Assembly, values: Values, identity: Identity): Resolver {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': values.account,
    'AWS::Region': values.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': NO_VALUE,
  };

  const reference = (name: string, stack: Stack): unknown => {
    if (name in pseudo) return pseudo[name];
    if (name === 'AWS::StackName') return stack.name;
    if (name === 'AWS::StackId') {
      return `arn:aws:cloudformation:${values.region}:${values.account}:stack/${stack.name}/local`;
    }
    const parameter = stack.parameters[name];
    if (parameter) return parameterValue(name, parameter.Default, stack);
    return identity.ref(resourceOf(name, stack));
  };
  const parameterValue = (name: string, byDefault: unknown, stack: Stack): unknown => {
    const value = values.parameters[name] ?? byDefault;
    if (value === undefined) throw new Error(`${stack.name}: the parameter ${name} has no value.`);
    return value;
  };
  const resourceOf = (logicalId: string, stack: Stack): Resource => {
    const resource = stack.resources.get(logicalId);
    if (!resource) throw new Error(`${stack.name}: there is no resource or parameter ${logicalId}.`);
    return resource;
  };
  const attribute = (logicalId: string, name: string, stack: Stack): unknown =>
    identity.attribute(resourceOf(logicalId, stack), name);

  const condition = (name: string, stack: Stack): boolean => {
    if (!(name in stack.conditions)) throw new Error(`${stack.name}: there is no condition ${name}.`);
    return walk(stack.conditions[name], stack) === true;
  };
  const substitute = (argument: string | [string, Record<string, unknown>], stack: Stack): string => {
    const [text, own] = typeof argument === 'string' ? [argument, {}] : argument;
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(walk(own[name], stack));
      const [logicalId = '', ...rest] = name.split('.');
      return String(rest.length ? attribute(logicalId, rest.join('.'), stack) : reference(name, stack));
    });
  };
  const imported = (argument: unknown, stack: Stack): unknown => {
    const name = walk(argument, stack);
    for (const exporter of assembly.stacks.values()) {
      for (const output of Object.values(exporter.outputs)) {
        if (output.Export && walk(output.Export.Name, exporter) === name) return walk(output.Value, exporter);
      }
    }
    throw new Error(`${stack.name}: no stack exports ${String(name)}.`);
  };
  const list = (argument: unknown, stack: Stack) => walk(argument, stack) as unknown[];

  const intrinsics: Record<string, Intrinsic> = {
    Ref: (name: string, stack) => reference(name, stack),
    Condition: (name: string, stack) => condition(name, stack),
    'Fn::GetAtt': (argument: string | [string, unknown], stack) => {
      const [logicalId = '', name] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : argument;
      return attribute(logicalId, String(walk(name, stack)), stack);
    },
    'Fn::Join': ([separator, parts]: [string, unknown], stack) => list(parts, stack).join(separator),
    'Fn::Sub': substitute,
    'Fn::Select': ([index, items]: [unknown, unknown], stack) => list(items, stack)[Number(walk(index, stack))],
    'Fn::Split': ([separator, text]: [string, unknown], stack) => String(walk(text, stack)).split(separator),
    'Fn::ImportValue': imported,
    'Fn::FindInMap': (argument: unknown, stack) => {
      const [map, top, second] = list(argument, stack).map(String) as [string, string, string];
      const found = stack.mappings[map]?.[top]?.[second];
      if (found === undefined) throw new Error(`${stack.name}: no mapping ${map}.${top}.${second}.`);
      return found;
    },
    'Fn::If': ([name, then, otherwise]: [string, unknown, unknown], stack) =>
      walk(condition(name, stack) ? then : otherwise, stack),
    'Fn::Equals': ([a, b]: [unknown, unknown], stack) => walk(a, stack) === walk(b, stack),
    'Fn::Not': ([a]: [unknown], stack) => walk(a, stack) !== true,
    'Fn::And': (all: unknown[], stack) => all.every((each) => walk(each, stack) === true),
    'Fn::Or': (all: unknown[], stack) => all.some((each) => walk(each, stack) === true),
    'Fn::Base64': (text: unknown, stack) => Buffer.from(String(walk(text, stack))).toString('base64'),
  };

  function walk(value: unknown, stack: Stack): unknown {
    if (Array.isArray(value)) return value.map((item) => walk(item, stack)).filter((item) => item !== NO_VALUE);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [''];
    if (entries.length === 1 && isIntrinsic(name, argument)) {
      const intrinsic = intrinsics[name];
      if (!intrinsic) throw new Error(`${stack.name}: ${name} is not known to the local twin.`);
      return intrinsic(argument as never, stack);
    }
    const resolved = entries.map(([key, item]) => [key, walk(item, stack)] as const);
    return Object.fromEntries(resolved.filter(([, item]) => item !== NO_VALUE));
  }

  const stackOf = (name: string) => assembly.stacks.get(name)!;
  return {
    resolve: (stack, value) => walk(value, stackOf(stack)),
    properties: (resource) => walk(resource.properties, stackOf(resource.stack)) as Record<string, unknown>,
    exists: ({ condition: name, stack }) => name === undefined || condition(name, stackOf(stack)),
  };
}

/** `Condition` is also a key of policies' statements, where it holds an object. */
const isIntrinsic = (name: string, argument: unknown) =>
  name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
