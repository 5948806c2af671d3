/** The thread of `expression-process.ts`: evaluates one expression after the other. The time is kept from outside. */
import { parentPort } from 'node:worker_threads';
import { runExpression, STACK } from './run-expression.ts';

parentPort!.on('message', async (text: string) => {
  const { source, bindings } = JSON.parse(text);
  parentPort!.postMessage(JSON.stringify(await runExpression(source, bindings, { stack: STACK })));
});
