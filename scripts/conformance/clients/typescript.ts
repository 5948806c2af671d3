/** Clients for TypeScript, compiled by the TypeScript that their generators want, which is not ours. */
import { existsSync } from 'node:fs';
import { copyFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Judge } from '../judge.ts';
import { DOCUMENT, judgeGenerated, PROBES, runTool } from './generated.ts';

const HOME = process.env.TESSERA_CLIENTS ?? join(homedir(), '.tessera-clients');
const MODULES = join(HOME, 'node_modules');
const tool = (name: string) => join(MODULES, '.bin', name);

const CONFIG = {
  compilerOptions: {
    ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2023', 'DOM', 'DOM.Iterable'] },
    ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true, types: ['node'], skipLibCheck: false },
  },
  include: ['probe.ts'],
};

const judgeOf = (name: string, generator: string, args: (document: string, folder: string) => string[]): Judge => ({
  name: `API: a client for TypeScript by ${name}`,
  async judge() {
    if (!existsSync(tool(generator)))
      return { skipped: `${name} is not in ${HOME} (docs/conformance.md says how to get it)` };
    return judgeGenerated(async (folder, env) => {
      await symlink(MODULES, join(folder, 'node_modules'));
      await runTool(tool(generator), args(DOCUMENT, folder), { cwd: folder });
      await copyFile(join(PROBES, `${generator}.ts`), join(folder, 'probe.ts'));
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
      await runTool(tool('tsc'), ['-p', folder]);
      const outfile = join(folder, 'probe.mjs');
      await build({ entryPoints: [join(folder, 'probe.ts')], outfile, bundle: true, format: 'esm', platform: 'node' });
      return runTool(process.execPath, [outfile], { env });
    });
  },
});

export const openapiTypescript = judgeOf('openapi-typescript', 'openapi-typescript', (document, folder) => [
  ...[document, '--output', join(folder, 'schema.d.ts')],
]);
export const heyApi = judgeOf('@hey-api/openapi-ts', 'openapi-ts', (document, folder) => [
  ...['--input', document, '--output', join(folder, 'generated')],
]);
