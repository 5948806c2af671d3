import { expect, it } from 'vitest';
import { countedWords, stageWords } from './stage-words.ts';

it('a game takes shots, those of others are checked; later stages are the same', () => {
  expect([stageWords('capturing', {}), countedWords('capture', {})]).toEqual(['Checking shots', 'Checking shots']);
  const game = { game: 'openttd' as const };
  expect([stageWords('capturing', game), countedWords('capture', game)]).toEqual(['Taking shots', 'Taking shots']);
  expect([stageWords('tiling', game), countedWords('tile', game)]).toEqual(['Cutting tiles', 'Cutting tiles']);
});
