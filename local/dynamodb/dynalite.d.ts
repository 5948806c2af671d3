/** dynalite 4.0.0 has no types of its own; `engine.ts` says what of it the room uses. */
declare module 'dynalite/*' {
  const content: unknown;
  export default content;
}
