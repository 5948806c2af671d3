/** What other people may call things, and a shell would make something else of. */
export const HOSTILE = [
  'My city',
  "Ada's map",
  "'; echo gone; '",
  '$(echo gone) `echo gone` $HOME',
  'a"b\\c!!\nd',
  "''",
  '-n',
];
