/**
 * A process of `expression-processes.ts`: evaluates one expression after the other on a thread, while this one hears when
 * nobody is left to answer. Node ends the thread when its heap is full. Where one allocation is larger than what is left, V8
 * ends the whole process instead ("Reached heap limit"): hence a process of its own.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { thrown } from './run-expression.ts';

/** An expression that collects without an end is ended at so many MiB; a state may answer 256 KiB. */
const MEMORY_MIB = 512;

const PROGRAM = join(import.meta.dirname, 'expression-thread.ts');

let thread = startThread();
process.on('message', (text: string) => thread.postMessage(text));
// Whatever the thread does: nobody waits for it any more.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function startThread(): Worker {
  const started = new Worker(PROGRAM, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
  started.on('message', (answer: string) => process.send!(answer));
  started.once('error', ({ message }) => {
    thread = startThread();
    process.send!(JSON.stringify(thrown(message)));
  });
  return started;
}
