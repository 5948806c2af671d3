// What cdk.json runs: build first, then the app. aws-cdk-lib takes 2-4 s to load, so it loads while the parts are built.
import { build } from './build.ts';
import { cdkContext } from './cdk-json.ts';

// Before anything takes time.
cdkContext();

await Promise.all([build({ report: console.error }), import('aws-cdk-lib')]);
await import('../bin/tessera.ts');
