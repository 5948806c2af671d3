import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../stepfunctions/room.fixture.ts';

const program = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)));
const run = (lines: string, directory: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    import { endWhenDiskIsFull } from ${program('full-disk.ts')};
    import { openJournal } from ${program('../stepfunctions/journal.ts')};
    const directory = ${JSON.stringify(directory)};
    endWhenDiskIsFull(directory);
    ${lines}`,
    ],
    { encoding: 'utf8' },
  );

const FILLS_UP = `
  const journal = openJournal(directory);
  const { page_count } = journal.get('PRAGMA page_count');
  journal.get('PRAGMA max_page_count = ' + page_count);`;
const WRITES = "journal.run('INSERT INTO outbox VALUES (1, ?)', 'x'.repeat(100000));";

test.each([
  ['a change that is answered to', `try { ${WRITES} } catch {}`],
  ['a change of something under way', `(async () => { await null; ${WRITES} })();`],
  ['a file', "throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });"],
])('%s that finds the disk full ends the twin with one sentence', async (_, lines) => {
  const directory = await temporaryDirectory();
  const { status, stderr } = run(`${FILLS_UP} ${lines} setTimeout(() => {}, 10_000);`, directory);
  expect(stderr).toMatch(
    /^The twin ends, because nothing more can be written to .* \(.*(full|no space).*\)\. Free some space on its disk and start again: .*\n$/,
  );
  expect(stderr).toContain(directory);
  expect(status).toBe(1);
});

test('another error keeps its stack', async () => {
  const { status, stderr } = run("throw new Error('ours')", await temporaryDirectory());
  expect(stderr).toMatch(/^Error: ours\n +at /);
  expect(status).toBe(1);
});
