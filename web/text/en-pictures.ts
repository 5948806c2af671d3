/** What is said about files that were chosen, in English; a part of en.ts that the worker loads alone. */
export const pictureText = {
  tooLarge: (size: string, most: string) => `it has ${size}; at most ${most} are allowed. Save it smaller.`,
  cannotBeRead: 'it cannot be read: it is gone, was changed, or may not be read. Choose the files again.',
  noPicture: 'it is not a PNG, JPEG or WebP picture. Save it as one of these.',
  cutOff: 'it cannot be read; perhaps it is cut off. Take or copy it again.',
  notRead: 'The pictures could not be read.',
  sizeUnlike: (file: string, size: string, usual: string) =>
    `${file}: it is ${size}, the others are ${usual}. Take it again at that size.`,
  noPictures: 'There is no PNG, JPEG or WebP file among these. Choose the folder that holds the screenshots.',
  twice: (file: string) => `${file}: another file in the folder has the same name. Rename one.`,
  noPlace: (file: string) =>
    `${file}: its name says no row and column. Rename it like r03_c07.png, or add a positions.json.`,
  wrongPositions: (why: string) => `positions.json: it ${why}`,
};
