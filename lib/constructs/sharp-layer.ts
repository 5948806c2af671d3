import { Architecture, Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/**
 * sharp with its libvips, for every function that looks into pictures: 20 MB that the bundles need not carry.
 * `npm run build` fills the folder of this machine, `npm run package` the one of Lambda (linux-arm64).
 */
export function sharpLayer(scope: Construct, config: Config): LayerVersion {
  return new LayerVersion(scope, 'SharpLayer', {
    description: 'sharp and libvips',
    code: Code.fromAsset(`dist/layers/sharp-${config.platform}`),
    compatibleArchitectures: [Architecture.ARM_64],
  });
}
