import { expect, it } from 'vitest';
import { FARTHEST_PIXEL, LAMBDA_REQUEST_BYTES, SHOT_ANSWER_BYTES, SHOTS_PER_JOB } from '../../lib/limits.ts';
import { namesFit } from './job-shot-schemas.ts';
import { JobShots, RedriveRequest } from './redrive-schemas.ts';
import { CreateJobRequest, CreateMapRequest, TicketsRequest } from './schemas.ts';
import { ShotReason, ShotsAnswer } from './shot-schemas.ts';

const screenshot_id = `shot_${'0'.repeat(36)}`;
const cell = { row: 9999, col: 9999 };
/** As many digits as a number can have. */
const far: [number, number] = [-Math.SQRT1_2 * 1e-300, -Math.SQRT1_2 * 1e-300];
const position: [number, number] = [FARTHEST_PIXEL - 1, FARTHEST_PIXEL - 1];
const made = { ...cell, screenshot_id, sha256: 'f'.repeat(64), failed: false };
const reason = ShotReason.options.reduce((longest, one) => (one.length > longest.length ? one : longest));
/** `residual` cannot be greater than a search radius, and is told to hundredths; `confidence` to ten-thousandths. */
const located = { ...cell, screenshot_id, nominal: far, position, confidence: 0.1234, reason, residual: 1234.56 };
const ids = { map: 'm'.repeat(60), build: '0'.repeat(26) };

const jobShots = (names: string[]) =>
  JobShots.parse({
    ...{
      job_id: `job_${ids.build}`,
      attempt: 1,
      map: ids.map,
      save_data_id: '"'.repeat(200),
      width: 8192,
      height: 8192,
    },
    shots: names.map((name) => ({ name, ...made })),
  });
const shotsAnswer = (names: string[]) =>
  ShotsAnswer.parse({
    ...ids,
    width: 1e9,
    height: 1e9,
    boxes: Array(64).fill([1000, 1000, 1000, 1000]),
    shots: names.map((name) => ({ name, ...located })),
  });
/** As a function hands it over; its headers are short. */
const handedOver = (answer: unknown) =>
  Buffer.byteLength(JSON.stringify({ statusCode: 200, headers: { a: 'h'.repeat(500) }, body: JSON.stringify(answer) }));

it.each([
  ['what a job is made of', jobShots],
  ['where the shots lie', shotsAnswer],
])('%s: a shot beside its name needs no more than was counted, and what fits is answered', (_, answerOf) => {
  const one = handedOver(answerOf(['', ''])) - handedOver(answerOf(['']));
  // The name's own quotes are counted with the name.
  expect(one).toBeLessThanOrEqual(SHOT_ANSWER_BYTES);
  for (const unit of ['a', '"', '城', '\u{1f3d9}']) {
    const fits = (length: number) => namesFit(Array(SHOTS_PER_JOB).fill(unit.repeat(length)));
    let [longest, tooLong] = [0, 256];
    while (tooLong - longest > 1) {
      const middle = (longest + tooLong) >> 1;
      if (fits(middle)) longest = middle;
      else tooLong = middle;
    }
    expect(longest).toBeGreaterThan(50);
    const names = Array(SHOTS_PER_JOB).fill(unit.repeat(longest));
    expect(handedOver(answerOf(names))).toBeLessThanOrEqual(LAMBDA_REQUEST_BYTES);
  }
});

it('shots whose answer would not fit make no job; plain names always fit', () => {
  const request = (name: string) => ({
    ...{ game_id: 'city', save_data_id: 'save' },
    shots: Array.from({ length: SHOTS_PER_JOB }, () => ({ screenshot_id, name, ...cell, nominal: [0, 0] })),
  });
  expect(CreateJobRequest.safeParse(request('a'.repeat(255))).success).toBe(true);
  const { error } = CreateJobRequest.safeParse(request('城'.repeat(150)));
  expect(error?.issues).toMatchObject([
    { path: ['shots'], message: expect.stringMatching(/too long together.*Shorten/) },
  ]);
});

const accepted = {
  map: (name: string) => CreateMapRequest.safeParse({ name }).success,
  ticket: (name: string) =>
    TicketsRequest.safeParse({ files: [{ name, bytes: 1, type: 'image/png', sha256: made.sha256 }] }).success,
  job: (name: string) =>
    CreateJobRequest.safeParse({
      ...{ game_id: 'city', save_data_id: 'save' },
      shots: [{ ...cell, screenshot_id, name, nominal: [0, 0] }],
    }).success,
  redrive: (name: string) => RedriveRequest.safeParse({ attempt: 1, shots: [{ name, screenshot_id }] }).success,
  'state of a job': (save_data_id: string) =>
    CreateJobRequest.safeParse({
      ...{ game_id: 'city', save_data_id },
      shots: [{ ...cell, screenshot_id, name: 'a', nominal: [0, 0] }],
    }).success,
  'state of a redrive': (save_data_id: string) => RedriveRequest.safeParse({ attempt: 1, save_data_id }).success,
};
const entries = Object.entries(accepted);

it.each(entries)('text that would come back as something else is refused: %s', (_, takes) => {
  for (const text of ['a\ud800', 'a\0', 'a\nb', 'a\x9b', 'a\ufffd', ''])
    expect([text, takes(text)]).toEqual([text, false]);
  for (const text of ['a', '城 \u{1f3d9}', '"', 'עיר \u200f']) expect([text, takes(text)]).toEqual([text, true]);
});

it.each(entries.slice(0, 4))('a name that cannot be seen is none: %s', (_, takes) => {
  for (const name of ['\u200b', '\u202e\u2066', '\u3164', '\u00ad\ufe0f', '\u2800', ' \u200d ']) {
    expect([name, takes(name)]).toEqual([name, false]);
  }
});

it.each(['\u202egnp.exe', 'a\u2066b', 'a\u2069'])('a name that turns the direction of a text is none: %j', (name) => {
  expect(CreateMapRequest.safeParse({ name }).error?.issues[0]?.message).toContain('U+202A to U+202E');
});

it('a name in Hebrew keeps its marks', () => {
  expect(CreateMapRequest.parse({ name: 'עיר\u200f (2)' })).toEqual({ name: 'עיר\u200f (2)' });
});
