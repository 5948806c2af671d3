import { existsSync } from 'node:fs';

/** The one without windows first: the same browser, a page takes it two thirds of the CPU time. */
const INSTALLED = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/**
 * Where the browser of the tests is: the system's, else the one that npm brings. Who asks first unpacks that, and who asks meanwhile takes
 * it half written, so `test/browser/setup.ts` asks before any two workers do.
 */
export async function browserPath(): Promise<string> {
  const installed = process.env.CHROMIUM ?? INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
