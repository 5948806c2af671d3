/** A client for Android: Kotlin by openapi-generator, compiled and run by Maven. */
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from '../judge.ts';
import { isInstalled } from '../program.ts';
import { DOCUMENT, judgeGenerated, PROBES, runTool } from './generated.ts';

const GENERATOR = process.env.OPENAPI_GENERATOR ?? join(homedir(), '.openapi-generator', 'openapi-generator-cli.jar');
const HELP = 'docs/conformance.md says how to get it';

export const kotlinClient: Judge = {
  name: 'API: a client for Kotlin by openapi-generator',
  async judge() {
    if (!isInstalled('mvn', '-version')) return { skipped: `Maven is not in PATH (${HELP})` };
    if (!existsSync(GENERATOR)) return { skipped: `openapi-generator is not at ${GENERATOR} (${HELP})` };
    return judgeGenerated(async (folder, env) => {
      const options = ['-i', DOCUMENT, '-g', 'kotlin', '-o', folder, '--additional-properties', 'packageName=tessera'];
      await runTool('java', ['-jar', GENERATOR, 'generate', ...options]);
      await copyFile(join(PROBES, 'Probe.kt'), join(folder, 'src/main/kotlin/Probe.kt'));
      await copyFile(join(PROBES, 'kotlin.pom.xml'), join(folder, 'pom.xml'));
      return runTool('mvn', ['-q', '-f', join(folder, 'pom.xml'), 'compile', 'exec:java'], { env });
    });
  },
};
