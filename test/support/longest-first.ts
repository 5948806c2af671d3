/** The order of test files: those that take longest begin first, so that none of them is left to run alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONGEST = [
  ...['local/kill', 'local/api-mutations', 'local/endings', 'local/permissions', 'local/corrections', 'local/redrive'],
  ...['local/s3-mutations', 'local/tidy', 'local/restart', 'local/resumed-upload', 'local/api-matrix', 'map/placing'],
  ...['cli/documents', 'local/delete-map', 'local/rollback', 'cli/exit-codes'],
  ...[
    'browser/gallery',
    'browser/viewer',
    'browser/upload-many',
    'browser/interrupted',
    'browser/home',
    'browser/away',
  ],
  ...['browser/redrive', 'browser/new-map', 'browser/cancel', 'browser/pages', 'browser/compare', 'browser/builds'],
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return at < 0 ? LONGEST.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
