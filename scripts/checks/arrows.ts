/**
 * Who may know whom (CONTRIBUTING.md). A folder may import itself and what its line allows; anything else is a mistake
 * that is cheap today and dear in a year.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { sourceFiles } from './source-files.ts';

/** What travels between the platform and whoever uses it. */
const MAP_SCHEMAS = [
  'lambdas/map/cost-schemas.ts',
  'lambdas/map/removal-schemas.ts',
  'lambdas/map/upload-schemas.ts',
  'lambdas/map/routes.ts',
  'lambdas/map/capture-schemas.ts',
  'lambdas/map/job-shot-schemas.ts',
  'lambdas/map/field-schemas.ts',
  'lambdas/map/schemas.ts',
  'lambdas/map/tile-paths.ts',
  'lambdas/map/shot-schemas.ts',
  'lambdas/map/tile-schemas.ts',
  'lambdas/map/redrive-schemas.ts',
  'lambdas/map/given-boxes.ts',
  'lambdas/map/save-chunks.ts',
];
/** The same of the album. */
const ALBUM_SCHEMAS = [
  'lambdas/album/routes.ts',
  'lambdas/album/schemas.ts',
  'lambdas/album/photo-routes.ts',
  'lambdas/album/photo-schemas.ts',
  'lambdas/album/share-routes.ts',
  'lambdas/album/message-schemas.ts',
  'lambdas/album/variants.ts',
  'lambdas/album/file-name.ts',
  'lambdas/album/share-schemas.ts',
];
/** What all rooms of the map share: names, schemas, what travels. */
const MAP_CONTRACTS = [
  'lambdas/map/keys.ts',
  'lambdas/map/placement.ts',
  'lambdas/map/png-chunks.ts',
  'lambdas/map/workflow.ts',
  'lambdas/map/removal-workflow.ts',
  'lambdas/map/step-usage.ts',
  'lambdas/map/game-capture.ts',
  ...MAP_SCHEMAS,
];
const BELOW_THE_MAP = ['lambdas/media/', 'lambdas/kernel/', 'lib/limits', ...MAP_CONTRACTS];
const BELOW_THE_ALBUM = [
  ...['lambdas/media/', 'lambdas/kernel/', 'lib/limits'],
  ...['lambdas/album/keys.ts', 'lambdas/album/ports.ts', 'lambdas/album/photo-ports.ts'],
  ...['lambdas/album/removal-ports.ts', 'lambdas/album/share-ports.ts', ...ALBUM_SCHEMAS],
];
/** What reaches the platform from outside: the client, and what is pure and shared. */
const OUTSIDE = [
  'client/',
  ...MAP_SCHEMAS,
  ...ALBUM_SCHEMAS,
  'lambdas/kernel/error-answer.ts',
  'lambdas/kernel/field-schemas.ts',
  'lambdas/kernel/pool.ts',
  'lambdas/kernel/route.ts',
  'lib/limits',
];
/** What the stacks are made from beside their own room. */
const DEPLOYED = [
  'lib/',
  'lambdas/album/keys.ts',
  'lambdas/album/routes.ts',
  'lambdas/map/keys.ts',
  'lambdas/map/tile-paths.ts',
  'lambdas/media/keys.ts',
  'lambdas/media/signing/rotation.ts',
  'lambdas/map/routes.ts',
  'lambdas/kernel/route.ts',
];

/** First match wins: files whose path begins so may import only paths that begin with one of these (or their own room). */
const ALLOWED: [from: string, to: string[]][] = [
  ['bin/', ['lib/']],
  ['lib/limits', []],
  ['lib/config.ts', ['lib/limits']],
  ['lib/rules/', ['lib/limits']],
  ['lib/constructs/', DEPLOYED],
  ['lib/stacks/', DEPLOYED],
  ['lambdas/kernel/', ['lib/limits']],
  ['lambdas/media/', ['lambdas/kernel/', 'lib/limits']],
  ['lambdas/map/core/', ['lambdas/map/ports/', ...BELOW_THE_MAP]],
  ['lambdas/map/ports/', ['lambdas/map/core/', ...BELOW_THE_MAP]],
  ['lambdas/map/adapters/', ['lambdas/map/ports/', 'lambdas/map/core/', ...BELOW_THE_MAP]],
  ['lambdas/map/handlers/', ['lambdas/map/core/', 'lambdas/map/adapters/', 'lambdas/map/ports/', ...BELOW_THE_MAP]],
  [
    'lambdas/map/',
    ['lambdas/kernel/field-schemas.ts', 'lambdas/kernel/route.ts', 'lambdas/kernel/usage.ts', 'lib/limits'],
  ],
  ['lambdas/album/core/', BELOW_THE_ALBUM],
  ['lambdas/album/adapters/', ['lambdas/album/core/', ...BELOW_THE_ALBUM]],
  ['lambdas/album/handlers/', ['lambdas/album/core/', 'lambdas/album/adapters/', ...BELOW_THE_ALBUM]],
  [
    'lambdas/album/',
    [
      ...['lambdas/kernel/bodies.ts', 'lambdas/kernel/field-schemas.ts', 'lambdas/kernel/page.ts'],
      'lambdas/kernel/content-disposition.ts',
      'lambdas/kernel/route.ts',
      ...['lambdas/media/ports.ts', 'lib/limits'],
    ],
  ],
  ['lambdas/routes.ts', ['lambdas/kernel/route.ts', 'lambdas/map/routes.ts', 'lambdas/album/routes.ts']],
  ['client/', OUTSIDE],
  ['cli/', [...OUTSIDE, 'lambdas/map/keys.ts', 'lambdas/map/png-chunks.ts', 'package.json']],
  ['web/', OUTSIDE],
  ['docs/', OUTSIDE],
  ['local/wiring/', ['local/', 'cli/', 'client/', 'lib/limits']],
  ['local/', ['lib/limits', 'scripts/']],
];

/** Nothing may import these from outside. */
const CLOSED = ['lambdas/map/handlers/', 'lambdas/album/handlers/', 'lambdas/media/handlers/'];

/**
 * The packages that a room may import; first match wins, rooms that are not named may import any. A core knows no AWS, no
 * picture library and no web framework: that is what ports are for.
 */
const PACKAGES: [from: string, packages: string[]][] = [
  ['lambdas/map/core/', ['zod', 'node:crypto', 'node:zlib']],
  ['lambdas/map/ports/', []],
  ['lambdas/album/core/', ['zod', 'node:crypto']],
  ['lambdas/album/ports.ts', []],
  ['lambdas/album/photo-ports.ts', []],
  ['lambdas/album/removal-ports.ts', []],
  ['lambdas/album/share-ports.ts', []],
  ['lambdas/media/adapters/', ['@aws-sdk/', '@smithy/', 'node:']],
  ['lambdas/media/', ['zod', 'node:crypto']],
  ['lib/limits', []],
];

/** A proof may stand on the real codec, on the kernel as it is built, on cities whose shots have known places, and on a seed. */
const IN_PROOFS = [
  'lambdas/map/adapters/',
  'lambdas/album/adapters/',
  'scripts/build/',
  'bench/cities/',
  'local/seeded.ts',
];

export type Import = { from: string; to: string };

/** Relative imports of a file, as paths from the repository's root. */
export function importsOf(path: string, source: string): Import[] {
  const specifiers = source.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"](\.{1,2}\/[^'"]+)['"]/gm);
  return [...specifiers].map(([, specifier]) => ({ from: path, to: normalize(join(dirname(path), specifier!)) }));
}

/** Imports of packages and of Node's own modules that the file's room may not know. */
export function wrongPackages(path: string, source: string): Import[] {
  if (/\.(test|fixture)\.tsx?$/.test(path)) return [];
  const rule = PACKAGES.find(([prefix]) => path.startsWith(prefix));
  if (!rule) return [];
  const specifiers = source.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^.'"][^'"]*)['"]/gm);
  return [...specifiers]
    .map(([, specifier]) => ({ from: path, to: specifier! }))
    .filter(
      ({ to }) => !rule[1].some((allowed) => to === allowed || (/[:/]$/.test(allowed) && to.startsWith(allowed))),
    );
}

/** Imports that point the wrong way. */
export function wrongArrows(imports: Import[]): Import[] {
  return imports.filter(({ from, to }) => {
    if (dirname(from) === dirname(to)) return false;
    if (CLOSED.some((room) => to.startsWith(room) && !from.startsWith(room))) return true;
    const rule = ALLOWED.find(([prefix]) => from.startsWith(prefix));
    if (!rule) return false;
    const [room, allowed] = rule;
    const more = /\.(test|fixture)\.tsx?$/.test(from) ? IN_PROOFS : [];
    return !to.startsWith(room) && ![...allowed, ...more].some((prefix) => to.startsWith(prefix));
  });
}

export function checkArrows(): string[] {
  // The examples of this check's own test are wrong on purpose.
  const files = sourceFiles().filter((path) => path !== 'scripts/checks/arrows.test.ts');
  const sources = files.map((path) => ({ path, source: readFileSync(path, 'utf8') }));
  const imports = sources.flatMap(({ path, source }) => importsOf(path, source));
  const packages = sources.flatMap(({ path, source }) => wrongPackages(path, source));
  return [...wrongArrows(imports), ...packages].map(
    ({ from, to }) => `${from} may not import ${to} (scripts/checks/arrows.ts says who may)`,
  );
}
