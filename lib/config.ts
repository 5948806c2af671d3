/**
 * What a deployment can choose. Read from the CDK context key `tessera` (cdk.json, `-c tessera=...` as JSON); unknown keys
 * are refused, so that a typing error is not silently ignored.
 */
import * as z from 'zod';

/**
 * Child workflows that run at once, by stage of the map's state machine, where nobody says otherwise. On a laptop about as many as it has
 * cores. On an account as many as are of use to 10,000 shots, one wave of batches: 160 workers of tiles write what one prefix of S3 takes
 * (3,500 objects a second), and more of them at once would meet too often at the row that counts them. A sixth of the 1,000
 * invocations that a new account may have at once: the rest is for the API and for other jobs (docs/scale.md).
 */
const PARALLELISM = {
  /** Games at once, each on a core of its own: two are what a laptop has. */
  host: { capture: 3, captureGame: 2, coords: 2, tile: 2, cleanup: 2 },
  account: { capture: 160, captureGame: 50, coords: 160, tile: 160, cleanup: 20 },
} as const;
/** 1,000 is the concurrency of a new account: above it calls are refused, and items fail. */
const WorkerCount = z.int().min(1).max(1000);
const Given = WorkerCount.optional();

export const Config = z.strictObject({
  /** Prefix of the stacks' names: two deployments in one account need two. */
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{0,19}$/)
    .default('Tessera'),
  /** Child workflows that run at once, by stage of the map's state machine; `PARALLELISM` if not given. */
  parallelism: z
    .strictObject({ capture: Given, captureGame: Given, coords: Given, tile: Given, cleanup: Given })
    .prefault({}),
  /** Child workflows of a stage that may die before the stage is given up. Failed items are counted apart from this. */
  toleratedChildFailures: z.int().min(0).default(0),
  /**
   * Whether the worker that runs games has any: then it is a container image, which deploying builds with Docker. On an account only
   * where somebody says so, because a save runs in a program that is not made for hostile input (docs/decisions/0026).
   */
  games: z.boolean().optional(),
  /** Raised by one, the older of the two keys that sign for pictures is replaced (docs/runbooks/key-rotation.md). */
  signingKeyRotation: z.int().min(0).default(0),
  /** Raised by one, CloudFront proves itself to the API with another secret (docs/runbooks/origin-secret.md). */
  originSecretRotation: z.int().min(0).default(0),
  /** Days that logs are kept. */
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(30),
  /** Where alarms go; without it they are only shown in the console. */
  alarmEmail: z.email().optional(),
  /** `destroy` empties and removes buckets and tables with the stacks: for trying out, never for data one wants to keep. */
  onRemoval: z.enum(['retain', 'destroy']).default('retain'),
  /** Which build of the native modules is packaged: `host` for the local twin, `linux-arm64` for Lambda. */
  platform: z.enum(['host', 'linux-arm64']).optional(),
});
export type Config = Omit<z.infer<typeof Config>, 'parallelism' | 'games'> & {
  parallelism: Record<keyof typeof PARALLELISM.host, number>;
  games: boolean;
};

/**
 * @param context the value of the context key `tessera`: an object (cdk.json) or JSON text (command line).
 * @param platform the context key `platform`, given by `npm run deploy`; wins over the one in `tessera`.
 * @throws Error naming each wrong key and what it may be.
 */
export function readConfig(context: unknown, platform?: unknown): Config {
  const given = typeof context === 'string' ? JSON.parse(context) : (context ?? {});
  const parsed = Config.safeParse(platform ? { ...given, platform } : given);
  if (parsed.success) {
    const { parallelism, ...config } = parsed.data;
    const isAccount = config.platform === 'linux-arm64';
    const usual = PARALLELISM[isAccount ? 'account' : 'host'];
    return { ...config, games: config.games ?? !isAccount, parallelism: { ...usual, ...parallelism } };
  }
  const problems = parsed.error.issues.map((issue) => `tessera.${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is wrong. ${problems.join('; ')}. See lib/config.ts for what can be chosen.`);
}
