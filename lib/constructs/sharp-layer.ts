import { Annotations } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/**
 * sharp with its libvips, for every function that looks into pictures: 20 MB that the bundles need not carry.
 * `npm run build` fills the folder of this machine, `npm run package` the one of Lambda (linux-arm64).
 */
export function sharpLayer(scope: Construct, config: Config): LayerVersion {
  const layer = new LayerVersion(scope, 'SharpLayer', {
    description: 'sharp and libvips',
    code: Code.fromAsset(`dist/layers/sharp-${config.platform ?? 'host'}`),
    compatibleArchitectures: [Architecture.ARM_64],
  });
  if (!config.platform) {
    const says =
      "sharp is packaged as this machine has it, which Lambda (linux-arm64) cannot run. Deploy with 'npm run deploy'.";
    Annotations.of(layer).addWarningV2('tessera:platform', says);
  }
  return layer;
}
