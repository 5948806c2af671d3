import { App, Stack } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../lib/config.ts';
import { gameFunction } from '../../lib/constructs/game-function.ts';
import { synth } from '../../scripts/synth.ts';

// For the bundle and the folder of the image.
beforeAll(() => synth());

/** Function and role of a deployment that says so much of games. */
function deployed(games?: boolean) {
  const app = new App();
  const stack = new Stack(app, 'Games');
  const workBucket = new Bucket(stack, 'Work');
  const sharp = new LayerVersion(stack, 'Sharp', { code: Code.fromAsset('dist/layers/sharp-host') });
  const account = readConfig(games === undefined ? {} : { games }, 'linux-arm64');
  // The bundle of the image for this machine is there; that for Lambda only after `npm run package`.
  gameFunction(stack, { config: { ...account, platform: 'host' }, sharp, workBucket });
  const { Resources } = app.synth().getStackByName('Games').template as {
    Resources: Record<string, { Type: string; Properties: Record<string, any> }>;
  };
  const of = (type: string) => Object.values(Resources).filter((each) => each.Type === type);
  const fn = of('AWS::Lambda::Function')[0]!.Properties;
  return { fn, policies: JSON.stringify(of('AWS::IAM::Policy')) };
}

describe('the worker that runs games', () => {
  test('has no game on an account that does not ask for one, and needs no Docker then', () => {
    const { fn } = deployed();
    expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'index.handler' });
    expect(fn.PackageType).toBeUndefined();
    expect(fn.Layers).toHaveLength(1);
  });

  test('is an image where one is asked for, with the same rights', () => {
    const { fn, policies } = deployed(true);
    expect(fn).toMatchObject({ PackageType: 'Image', ImageConfig: { Command: ['index.handler'] } });
    expect(policies).toBe(deployed(false).policies);
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:ListBucket']) expect(policies).toContain(action);
    expect(policies).not.toContain('s3:DeleteObject');
  });
});
