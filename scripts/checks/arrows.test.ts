import { expect, test } from 'vitest';
import { importsOf, wrongArrows, wrongPackages } from './arrows.ts';

const arrows = (path: string, source: string) => wrongArrows(importsOf(path, source)).map(({ to }) => to);

test('imports are found in every form', () => {
  const source =
    "import a from './a.ts';\nimport './b.ts';\nexport { c } from '../c.ts';\nconst d = await import('./d.ts');";
  expect(importsOf('x/y.ts', source).map(({ to }) => to)).toEqual(['x/a.ts', 'x/b.ts', 'c.ts', 'x/d.ts']);
});

test('a Lambda may not know the local twin, nor the stacks', () => {
  expect(arrows('lambdas/map/core/solve.ts', "import x from '../../../local/s3/server.ts';")).toEqual([
    'local/s3/server.ts',
  ]);
  expect(arrows('lambdas/kernel/env.ts', "import x from '../../lib/stacks/map.ts';")).toEqual(['lib/stacks/map.ts']);
});

test('nothing points into handlers', () => {
  expect(arrows('test/local/x.test.ts', "import x from '../../lambdas/map/handlers/plan.ts';")).toEqual([
    'lambdas/map/handlers/plan.ts',
  ]);
});

test('core does not know adapters, handlers do', () => {
  expect(arrows('lambdas/map/core/solve.ts', "import x from '../adapters/s3-objects.ts';")).toHaveLength(1);
  expect(arrows('lambdas/map/handlers/solve.ts', "import x from '../adapters/s3-objects.ts';")).toEqual([]);
  const city = "import x from '../../../bench/cities/make-city.ts';";
  expect(arrows('lambdas/map/core/solve.test.ts', city)).toEqual([]);
  expect(arrows('lambdas/map/core/solve.ts', city)).toHaveLength(1);
});

test('pages reach the API through the client only', () => {
  expect(arrows('web/pages/job.tsx', "import x from '../../client/client.ts';")).toEqual([]);
  expect(arrows('web/pages/job.tsx', "import x from '../../lambdas/map/core/jobs/view.ts';")).toHaveLength(1);
});

test('a core knows no AWS and no picture library, in whatever form they are imported', () => {
  const packages = (path: string, source: string) => wrongPackages(path, source).map(({ to }) => to);
  const source =
    "import * as z from 'zod';\nimport { S3Client } from '@aws-sdk/client-s3';\nconst s = await import('sharp');";
  expect(packages('lambdas/map/core/steps/plan.ts', source)).toEqual(['@aws-sdk/client-s3', 'sharp']);
  expect(packages('lambdas/map/core/steps/plan.test.ts', source), 'a proof may stand on anything').toEqual([]);
  expect(packages('lambdas/map/adapters/s3-objects.ts', source)).toEqual([]);
  expect(packages('lambdas/media/adapters/s3-upload-urls.ts', source)).toEqual(['zod', 'sharp']);
});
