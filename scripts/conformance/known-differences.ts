import type { Verdict } from './judge.ts';
import type { SuiteOutcome } from './vitest-suite.ts';

/**
 * What a suite of ours says of somebody else's server: a test that it fails is a difference, unless it is known; one that is known and
 * passes is told as well, so that the list cannot outlive its reasons.
 * @param known the reason by the full name of the test
 */
export function verdictOf({ passed, failed }: SuiteOutcome, known: Record<string, string>, judge: string): Verdict {
  const isKnown = (test: string) => Object.hasOwn(known, test);
  const differences = [...failed].filter(([test]) => !isKnown(test)).map(([test, why]) => `${test}: ${why}`);
  const stale = Object.keys(known).filter((test) => !failed.has(test));
  differences.push(...stale.map((test) => `${test}: is listed as a difference of ${judge}, and is none`));
  return { checked: passed.length + failed.size, differences, expected: [...failed.keys()].filter(isKnown) };
}
