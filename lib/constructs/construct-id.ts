/** The id of a function in its stack, by the name of its handler's file: `create-map` is `CreateMap`. */
export const constructId = (handler: string): string =>
  handler.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
