import { expect, test } from 'vitest';
import type { CreateJobAnswer } from '../lambdas/map/schemas.ts';
import { madeWords } from './made-words.ts';

const [SHOWN, BUILD] = ['01JD4Q8ZJ5T4Y0M3N2B1A0X9W7', '01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'];
const URL = 'http://127.0.0.1:4700';
const told = (answer: Partial<CreateJobAnswer>, base: string | null) =>
  madeWords(
    {
      ...{ job_id: `job_${BUILD}`, map: 'city-abc123', build: BUILD, status: 'preparing', execution_id: 'e' },
      ...{ unchanged: false, base: null, ...answer },
    },
    { inputs: 'these shots', base },
    URL,
  );

test('a new job is told as one: of a new map, on top of a build, and with --full', () => {
  const words = `Job job_${BUILD} makes build ${BUILD} of map city-abc123, which everybody may see.`;
  expect(told({}, null)).toBe(words);
  expect(told({ base: SHOWN }, SHOWN)).toBe(words);
});

test('one that runs already and does what is asked for is told as that', () => {
  expect(told({ status: 'running', base: SHOWN }, SHOWN)).toContain('these shots and options already');
});

test.each(['preparing', 'running'] as const)(
  'one that makes everything anew (%s) is told to whoever asks for a build on top, with the way to that',
  (status) => {
    const words = told({ status, base: null }, SHOWN);
    expect(words).toMatch(/everything anew as with --full: the map will be the same, it only takes longer/);
    expect(words).toContain(`on top of build ${SHOWN} instead: tessera map cancel job_${BUILD}, then this line again.`);
    expect(words).not.toContain('and options already');
  },
);

test.each(['preparing', 'running'] as const)(
  'one on top of a build (%s) is told to whoever asks for everything anew, with the way to that',
  (status) => {
    const words = told({ status, base: SHOWN }, null);
    expect(words).toContain(`on top of build ${SHOWN} and not everything anew as --full asks for`);
    expect(words).toContain(`tessera map cancel job_${BUILD}, then this line again.`);
  },
);
