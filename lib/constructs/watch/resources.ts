import { Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';

/** What of an app is watched, each by a name that tells it apart: `create-map`, `map-build`, `map-table`. */
export type Watched = {
  functions: Record<string, LambdaFunction>;
  machines: Record<string, StateMachine>;
  tables: Record<string, TableV2>;
  queues: Record<string, Queue>;
  rules: Record<string, Rule>;
  schedules: Record<string, CfnSchedule>;
  apis: Record<string, HttpApi>;
  distributions: Record<string, Distribution>;
};

const kebab = (id: string) => id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/**
 * Finds all of them, in whatever stack, so that nothing new goes unwatched. To be called when everything else is made.
 *
 * @param name the prefix of the stacks' names, which is left out of the names here
 */
export function watchedResources(root: IConstruct, name: string): Watched {
  const all = root.node.findAll().filter((each) => !ofCdk(each));
  /** The stack's product goes before names that several products may have. */
  const named = <T extends IConstruct>(type: abstract new (...given: never[]) => T, withProduct = false) =>
    Object.fromEntries(
      all
        .filter((each): each is T => each instanceof type)
        .map((each) => [kebab((withProduct ? productOf(each, name) : '') + each.node.id), each]),
    );
  return {
    functions: named(LambdaFunction),
    machines: named(StateMachine, true),
    tables: named(TableV2),
    queues: named(Queue),
    rules: named(Rule),
    schedules: named(CfnSchedule),
    apis: named(HttpApi),
    distributions: named(Distribution),
  };
}

/** The log group beside a function or a state machine, as our constructs name it. */
export const logOf = (construct: IConstruct): LogGroup | undefined => {
  const log = construct.node.scope?.node.tryFindChild(`${construct.node.id}Log`);
  return log instanceof LogGroup ? log : undefined;
};

const productOf = (construct: IConstruct, name: string) => Stack.of(construct).node.id.slice(name.length);

/** Functions that CDK brings along work while a deployment runs, and fail it when they fail. */
const ofCdk = (construct: IConstruct) => construct.node.path.includes('Custom::');
