/**
 * What AWS charges in us-east-1, in US dollars: list prices without taxes, free tiers, discounts or savings plans. First tiers where
 * a price falls with the amount: no job reaches the second. AWS's own pages fill their tables in the browser and could not be read for
 * this; each price is what others quoted of them by `PRICES_AS_OF` (infracost's price data for Step Functions, published guides for the rest),
 * and `source` is the page to check before anybody relies on it.
 */
export const PRICES_AS_OF = '2026-11-25';
export const PRICES_REGION = 'us-east-1';

export type Price = { service: string; unit: string; usd: number; source: string };

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const STATES = 'https://aws.amazon.com/step-functions/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const XRAY = 'https://aws.amazon.com/xray/pricing/';

/** arm64, first 7.5 billion GB-s a month. */
const GB_SECOND: Price = { service: 'Lambda', unit: 'GB-s', usd: 0.0000133334, source: LAMBDA };
/** Standard class. */
const S3_WRITE: Price = { service: 'S3', unit: 'requests', usd: 0.005 / 1000, source: S3 };
const STORED: Price = { service: 'S3', unit: 'GB-months', usd: 0.023, source: S3 };

/**
 * Everything that a job is charged for, row by row. DELETE of S3, what comes in over the internet, and events that AWS services send
 * to EventBridge themselves are free.
 */
export const PRICES = {
  lambda_invocations: { service: 'Lambda', unit: 'requests', usd: 0.2 / 1e6, source: LAMBDA },
  lambda_capture: GB_SECOND,
  lambda_coords: GB_SECOND,
  lambda_tile: GB_SECOND,
  lambda_cleanup: GB_SECOND,
  lambda_steps: GB_SECOND,
  states_transitions: { service: 'Step Functions', unit: 'transitions', usd: 0.025 / 1000, source: STATES },
  states_children: { service: 'Step Functions', unit: 'requests', usd: 1 / 1e6, source: STATES },
  /** In chunks of 64 MB and 100 ms; the first 1,000 GB-hours of a month. */
  states_child_time: { service: 'Step Functions', unit: 'GB-s', usd: 0.00001667, source: STATES },
  s3_uploads: S3_WRITE,
  /** PUT, COPY, POST, LIST. */
  s3_writes: S3_WRITE,
  /** GET, HEAD. */
  s3_reads: { service: 'S3', unit: 'requests', usd: 0.0004 / 1000, source: S3 },
  /** A unit is 1 kB written, an index that changes is one more, a transaction takes twice; since November 2024. */
  dynamodb_writes: { service: 'DynamoDB', unit: 'units', usd: 0.625 / 1e6, source: DYNAMODB },
  /** A unit is 4 kB read consistently. */
  dynamodb_reads: { service: 'DynamoDB', unit: 'units', usd: 0.125 / 1e6, source: DYNAMODB },
  logs: { service: 'CloudWatch Logs', unit: 'GB', usd: 0.5, source: CLOUDWATCH },
  traces: { service: 'X-Ray', unit: 'traces', usd: 5 / 1e6, source: XRAY },
} as const satisfies Record<string, Price>;

/** What goes on costing for as long as it is kept. */
export const MONTHLY_PRICES = {
  stored_tiles: STORED,
  stored_shots: STORED,
} as const satisfies Record<string, Price>;

export type What = keyof typeof PRICES;
export type MonthlyWhat = keyof typeof MONTHLY_PRICES;
export type Counts = Record<What, number>;
export type MonthlyCounts = Record<MonthlyWhat, number>;

export const NOTHING = Object.fromEntries(Object.keys(PRICES).map((what) => [what, 0])) as Counts;

export type CostRow = { what: What | MonthlyWhat; service: string; unit: string; count: number; usd: number };

/** Counts x prices, in the order of the table; what was not used is left out. */
export const priced = (counts: Counts): CostRow[] => rowsOf(counts, PRICES);
export const pricedMonthly = (counts: MonthlyCounts): CostRow[] => rowsOf(counts, MONTHLY_PRICES);

const rowsOf = <Name extends What | MonthlyWhat>(
  counts: Record<Name, number>,
  prices: Record<Name, Price>,
): CostRow[] =>
  (Object.keys(prices) as Name[]).flatMap((what) => {
    const count = counts[what];
    const { service, unit, usd } = prices[what];
    return count > 0 ? [{ what, service, unit, count, usd: count * usd }] : [];
  });

export const totalOf = (rows: CostRow[]): number => rows.reduce((sum, { usd }) => sum + usd, 0);
