/** Sentences about games that take the shots themselves. */
export const gameText = {
  games: { openttd: 'OpenTTD' },
  saveFound: (game: string, file: string, size: string) => `${file}, a save of ${game}, ${size}`,
  partOfWorld: 'Only a part of the world',
  partLeft: 'From the left, px',
  partTop: 'From the top, px',
  partColumns: 'Columns',
  partRows: 'Rows',
  partFields: { left: '“From the left”', top: '“From the top”', columns: '“Columns”', rows: '“Rows”' },
  partWrong: (field: string, least: string, most: string) =>
    `${field} must be a whole number from ${least} to ${most}.`,
  partNeeds: 'All four are needed: where the part begins, and how many columns and rows of shots it has.',
  outsideWorldRemedy: 'Correct “From the left” and “From the top”, or take the whole world.',
  partWhat: 'In pixels of the whole world, as the game draws it at its closest zoom but one.',
  gameTakesAll: (size: string, step: string) =>
    `The game is started with this save, and takes shots of ${size} every ${step} of its whole world.`,
  wouldTake: (shots: string) => (shots === '1' ? '1 shot.' : `${shots} shots.`),
  gameTakesPart: (shots: string, size: string) =>
    `The game is started with this save, and takes ${shots === '1' ? '1 shot' : `${shots} shots`} for a map of about ${size}. What lies outside of the world is left out.`,
};
