/** The order of test files: those that take longest begin first, so that none of them is left to run alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONGEST = [
  ...['local/kill', 'local/api-mutations', 'local/endings', 'cli/documents', 'local/permissions', 'local/rollback'],
  ...['cli/exit-codes', 'local/redrive', 'local/start', 'local/delete-map', 'local/resumed-upload'],
  ...['browser/gallery', 'browser/viewer', 'browser/home', 'browser/compare', 'browser/new-map', 'browser/away'],
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
