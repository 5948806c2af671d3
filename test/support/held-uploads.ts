/**
 * `node --import` of this file holds a program's uploads: the first 20 go through, those after them wait until the platform has
 * not answered once. So whoever is killed then is killed in the middle, however fast the machine is.
 */
const FREE = 20;
const send = globalThis.fetch;
let puts = 0;
let held = true;

globalThis.fetch = async (input, init) => {
  if (init?.method === 'PUT' && ++puts > FREE) {
    const { origin } = new URL(String(input));
    while (held && (await answers(origin))) {
      init.signal?.throwIfAborted();
      await new Promise((done) => setTimeout(done, 50));
    }
    held = false;
  }
  return send(input, init);
};

const answers = (origin: string) =>
  send(origin).then(
    (answer) => answer.arrayBuffer().then(() => true),
    () => false,
  );

export {};
