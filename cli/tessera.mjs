#!/usr/bin/env node
// The command's entry, in plain JavaScript: older Nodes cannot even read what follows (they do not strip types).
import module from 'node:module';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `tessera needs Node 24 and found ${process.version}. In a clone run \`npm ci\` and \`npm run tessera -- ...\` (npm ci ` +
      'installs Node 24 for this project), or install Node 24 from https://nodejs.org.',
  );
  process.exit(2);
}
// Compiling the same files again is half of what `--version` takes; without a place to write to, they are.
module.enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
const { runHere } = await import('./here.ts');
// What still hangs on a platform that does not answer keeps nobody waiting.
process.exit(await runHere(process.argv.slice(2)));
