import { DataDirectoryError } from './data-directory.ts';
import { isDiskFull } from './full-disk.ts';
import { UsageError } from './options.ts';
import { PortTakenError } from './port.ts';

/** Why a start failed and its exit code: one sentence for what a person can put right; the whole story for a fault of ours. */
export function explainFailure(error: unknown): { code: number; message: string } {
  if (error instanceof UsageError) return { code: 2, message: error.message };
  if (error instanceof DataDirectoryError || error instanceof PortTakenError)
    return { code: 3, message: error.message };
  if (isDiskFull(error))
    return {
      code: 1,
      message: `Tessera could not start: nothing can be written to its disk (${error.message}). Free some space and start again.`,
    };
  return { code: 1, message: `Tessera could not start. ${error instanceof Error ? error.message : String(error)}` };
}
