/**
 * The Lambda of the twin: every function of the templates, run by the official runtime interface client in processes of
 * its own. Timeouts are enforced by killing; memory is reported, not enforced.
 */
import { LAMBDA_REQUEST_BYTES } from '../../lib/limits.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionNotFound, requestError } from './errors.ts';
import { type Faults, noFaults } from './faults.ts';
import { createHeavy } from './heavy.ts';
import { createPool, type Pool } from './pool.ts';

export type Functions = {
  /** Makes the function known; a changed definition replaces the one of the same name, whose processes end. */
  ensure(definition: FunctionDefinition): Promise<void>;
  /**
   * Calls the function and waits for its answer (RequestResponse). Throws the function's error: `name` is its errorType,
   * or `Sandbox.Timedout`, `Runtime.ExitError`, `Function.ResponseSizeTooLarge`, `RequestTooLargeException`,
   * `ResourceNotFoundException`, `AbortError`.
   */
  invoke(name: string, payload: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Kills every process; resolves when all are gone. */
  close(): Promise<void>;
};

/**
 * `workers`: most processes of one function. `runtimeEnvironment`: what every function gets beside its own variables (the
 * endpoints of the services). `report`: one line that a function wrote, or the platform's REPORT line after an invocation.
 * `faults`: which calls die on purpose; none by default.
 */
export const createFunctions = (options: {
  workers: number;
  runtimeEnvironment: Record<string, string>;
  report: (functionName: string, line: string) => void;
  faults?: Faults | undefined;
}): Functions => {
  const heavy = createHeavy();
  const pools = new Map<string, { definition: string; pool: Pool }>();

  return {
    ensure: async (definition) => {
      const text = JSON.stringify(definition);
      const known = pools.get(definition.name);
      if (known?.definition === text) return;
      const processes = Math.min(definition.reservedConcurrency ?? options.workers, options.workers);
      const report = (line: string) => options.report(definition.name, line);
      const dies = (options.faults ?? noFaults)(definition.name);
      const pool = createPool(definition, processes, options.runtimeEnvironment, report, dies, heavy);
      pools.set(definition.name, { definition: text, pool });
      await known?.pool.close();
    },
    invoke: async (name, payload, signal) => {
      signal?.throwIfAborted();
      const known = pools.get(name);
      if (!known) throw functionNotFound(name);
      const body = JSON.stringify(payload) ?? 'null';
      if (Buffer.byteLength(body) > LAMBDA_REQUEST_BYTES) {
        const message = `Request must be smaller than ${LAMBDA_REQUEST_BYTES} bytes for the InvokeFunction operation`;
        throw requestError('RequestTooLargeException', message, 413);
      }
      const outcome = await known.pool.invoke(body, signal);
      if ('error' in outcome) throw outcome.error;
      return JSON.parse(outcome.payload);
    },
    close: async () => {
      await Promise.all([...pools.values()].map(({ pool }) => pool.close()));
    },
  };
};
