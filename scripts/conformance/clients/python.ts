/** A client for Python, read by Python itself: what it makes has types, and is compiled by being loaded. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judge } from '../judge.ts';
import { isInstalled } from '../program.ts';
import { DOCUMENT, judgeGenerated, PROBES, runTool } from './generated.ts';

/** It knows no types of pictures: their bytes are taken as they are. */
const CONFIG = JSON.stringify({ content_type_overrides: { 'image/*': 'application/octet-stream' }, post_hooks: [] });
/** Of the files of maps, which are more than one type each. */
const KNOWN = /^WARNING parsing GET \/tiles\//;

export const pythonClient: Judge = {
  name: 'API: a client for Python by openapi-python-client',
  async judge() {
    const generator = 'openapi-python-client';
    if (!isInstalled(generator, '--version'))
      return { skipped: `${generator} is not in PATH (\`pip install ${generator}\`)` };
    let said = '';
    const verdict = await judgeGenerated(async (folder, env) => {
      const config = join(folder, 'config.yml');
      await writeFile(config, CONFIG);
      const out = ['--output-path', join(folder, 'generated'), '--meta', 'none', '--config', config];
      said = await runTool(generator, ['generate', '--path', DOCUMENT, ...out], { cwd: folder });
      await runTool('python3', ['-m', 'compileall', '-q', join(folder, 'generated')]);
      return runTool('python3', [join(PROBES, 'probe.py')], { env: { ...env, PYTHONPATH: folder } });
    });
    const warnings = said.split('\n').filter((line) => line.startsWith('WARNING') && !KNOWN.test(line));
    return 'skipped' in verdict ? verdict : { ...verdict, differences: [...verdict.differences, ...warnings] };
  },
};
