/** Asynchronous calls of functions, whoever makes them (S3, EventBridge): how often they are tried, and where goes what failed for good. */
import { randomUUID } from 'node:crypto';
import type { Report } from '../service.ts';

/**
 * Before the second and the third attempt of an asynchronous call (Lambda Developer Guide, "How Lambda handles errors and retries").
 */
const WAITS_MS = [60_000, 120_000];

/** What AWS::Lambda::EventInvokeConfig says of a function. `onFailure`: whom Lambda tells of what failed for good. */
export type InvokeConfig = { retries: number; maxAgeMs: number; onFailure?: OnFailure | undefined };
/** @param record JSON, as Lambda has it */
export type OnFailure = (record: string) => Promise<void>;
/** Where nothing is said (Lambda Developer Guide, "Configuring error handling settings for asynchronous invocations"). */
const DEFAULT: InvokeConfig = { retries: WAITS_MS.length, maxAgeMs: 6 * 3600 * 1000 };

/** `attempts`: how many there were; `created`: when it was taken, in epoch ms. */
export type FailedCall = { functionArn: string; payload: unknown; attempts: number; created: number };

export type Asynchronous = {
  configure(functionArn: string, config: Partial<InvokeConfig>): void;
  /** @returns when it is tried next, in epoch ms; undefined: not any more, and its destination has been told */
  failed(call: FailedCall, error: Error): Promise<number | undefined>;
};

export function createAsynchronous({ report, now = Date.now }: { report: Report; now?: () => number }): Asynchronous {
  const configs = new Map<string, InvokeConfig>();

  async function tell(onFailure: OnFailure, call: FailedCall, error: Error, condition: string): Promise<void> {
    try {
      await onFailure(JSON.stringify(recordOf(call, error, condition, new Date(now()))));
    } catch (cause) {
      report(`The destination of what ${call.functionArn} could not do was not told: ${(cause as Error).message}`);
    }
  }

  return {
    configure: (functionArn, config) => void configs.set(functionArn, { ...DEFAULT, ...config }),
    async failed(call, error) {
      const { retries, maxAgeMs, onFailure } = configs.get(call.functionArn) ?? DEFAULT;
      const due = call.attempts <= retries ? now() + WAITS_MS[call.attempts - 1]! : undefined;
      // It would be too old by then.
      const isInTime = due !== undefined && due - call.created <= maxAgeMs;
      if (isInTime) return due;
      if (onFailure) await tell(onFailure, call, error, due === undefined ? 'RetriesExhausted' : 'EventAgeExceeded');
      return undefined;
    },
  };
}

/** Version 1.0, as Lambda sends it (Developer Guide, "Capturing records of Lambda asynchronous invocations"). */
const recordOf = (
  { functionArn, payload, attempts }: FailedCall,
  { name, message }: Error,
  condition: string,
  at: Date,
) => ({
  version: '1.0',
  timestamp: at.toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `${functionArn}:$LATEST`,
    condition,
    approximateInvokeCount: attempts,
  },
  requestPayload: payload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: name, errorMessage: message },
});
