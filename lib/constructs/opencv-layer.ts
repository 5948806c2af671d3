import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The SIMD kernel and opencv-js, for functions that find where screenshots lie: 11 MB that the bundles need not carry. Both are
 * WebAssembly, the same for every processor: `npm run build` fills the folder for this machine and for Lambda.
 */
export const opencvLayer = (scope: Construct): LayerVersion =>
  new LayerVersion(scope, 'OpencvLayer', {
    description: 'SIMD kernel of registration, and opencv-js',
    code: Code.fromAsset('dist/layers/opencv'),
  });
