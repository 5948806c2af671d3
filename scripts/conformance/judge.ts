/**
 * A judge compares what we expect of a service with what somebody else's program does or says. One file a judge; the list
 * is in `../conformance.ts`.
 */

/** `checked`: how many tests or files; `expected`: differences that are known and explained, which do not fail the run. */
export type Verdict = { skipped: string } | { checked: number; differences: string[]; expected?: string[] };

export type Judge = {
  /** What is judged, and by whom. */
  name: string;
  /** Throws when the judge is there and cannot do its work: that is a failure, too. */
  judge(progress: (line: string) => void): Promise<Verdict>;
};
