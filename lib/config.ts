/**
 * What a deployment can choose. Read from the CDK context key `tessera` (cdk.json, `-c tessera=...` as JSON); unknown keys
 * are refused, so that a typing error is not silently ignored.
 */
import * as z from 'zod';

const WorkerCount = z.int().min(1).max(1000);

export const Config = z.strictObject({
  /** Prefix of the stacks' names: two deployments in one account need two. */
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{0,19}$/)
    .default('Tessera'),
  /** Child workflows that run at once, by stage of the map's state machine. */
  parallelism: z
    .strictObject({
      capture: WorkerCount.default(3),
      /** Games at once, each on a core of its own: two are what a laptop has. */
      captureGame: WorkerCount.default(2),
      coords: WorkerCount.default(2),
      tile: WorkerCount.default(2),
      cleanup: WorkerCount.default(2),
    })
    .prefault({}),
  /** Child workflows of a stage that may die before the stage is given up. Failed items are counted apart from this. */
  toleratedChildFailures: z.int().min(0).default(0),
  /** The worker that runs games is a container image, which deploying builds with Docker; `false` deploys without either. */
  games: z.boolean().default(true),
  /** Days that logs are kept. */
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(30),
  /** Where alarms go; without it they are only shown in the console. */
  alarmEmail: z.email().optional(),
  /** `destroy` empties and removes buckets and tables with the stacks: for trying out, never for data one wants to keep. */
  onRemoval: z.enum(['retain', 'destroy']).default('retain'),
  /** Which build of the native modules is packaged: `host` for the local twin, `linux-arm64` for Lambda. */
  platform: z.enum(['host', 'linux-arm64']).optional(),
});
export type Config = z.infer<typeof Config>;

/**
 * @param context the value of the context key `tessera`: an object (cdk.json) or JSON text (command line).
 * @param platform the context key `platform`, given by `npm run deploy`; wins over the one in `tessera`.
 * @throws Error naming each wrong key and what it may be.
 */
export function readConfig(context: unknown, platform?: unknown): Config {
  const given = typeof context === 'string' ? JSON.parse(context) : (context ?? {});
  const parsed = Config.safeParse(platform ? { ...given, platform } : given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `tessera.${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is wrong. ${problems.join('; ')}. See lib/config.ts for what can be chosen.`);
}
