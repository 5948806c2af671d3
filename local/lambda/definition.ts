/** What a template says about a function, with its assets already on disk. */
export type FunctionDefinition = {
  name: string;
  /** `file.export`, as in the template: `index.handler`. */
  handler: string;
  codeDirectory: string;
  /** Another value means other code in the same directory; without it the directory's name tells (assets). */
  codeVersion?: string;
  /** Unpacked layers, each as it lies under `/opt`. */
  layerDirectories: string[];
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
  /** Stands for the function's role. */
  accessKey: { id: string; secret: string };
  /** ReservedConcurrentExecutions; absent means as many processes as `workers` allows. */
  reservedConcurrency?: number;
  /** Whether somebody waits for its answers, or it works off queues, schedules and state machines; undefined where that is not known. */
  awaited?: boolean;
};
