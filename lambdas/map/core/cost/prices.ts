/**
 * What AWS charges in us-east-1, in US dollars: list prices without taxes, free tiers, discounts or savings plans. First tiers where
 * a price falls with the amount: no job reaches the second. `source` is the page to check before anybody relies on a price, `read` says
 * where its number was really read: most of AWS's pages fill their tables in the browser, and stored copies of them have none. docs/costs.md
 * has the list.
 */
export const PRICES_AS_OF = '2026-11-26';
export const PRICES_REGION = 'us-east-1';

/** AWS's own page or list with the number in it; or what others quote of it, with the day they wrote (`undated`: they do not say). */
export type Reading = { of: 'AWS' | 'others'; where: string; dated: string };
export type Price = { service: string; unit: string; usd: number; source: string; read: Reading };

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const STATES = 'https://aws.amazon.com/step-functions/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const XRAY = 'https://aws.amazon.com/xray/pricing/';

const others = (where: string, dated = 'undated'): Reading => ({ of: 'others', where, dated });
/** A copy of the page as it was when it named prices in its text. */
const AWS_STATES: Reading = { of: 'AWS', where: STATES, dated: 'undated, from before EXPRESS workflows (2019)' };
const AWS_XRAY: Reading = { of: 'AWS', where: 'https://aws.amazon.com/de/xray/pricing/', dated: 'undated' };
/** Word by word from AWS's page, whose tables it could not read either. */
const COPY_LAMBDA = others(
  'https://raw.githubusercontent.com/api-evangelist/aws-lambda/refs/heads/main/plans/aws-lambda-plans-pricing.yml',
  '2026-09-20',
);
const GUIDE_LOGS = others('https://c3x.dev/blog/cloudwatch-logs-cost-optimization', '2026-06');
const GUIDE_STATES = others('https://www.wring.co/blog/aws-step-functions-pricing-guide', '2026-03-14');
const GUIDE_S3 = others('https://c3x.dev/blog/s3-request-fees-explained');
const GUIDE_DYNAMODB = others('https://airbyte.com/data-engineering-resources/dynamodb-pricing', '2025-07-21');

/** arm64, first 7.5 billion GB-s a month. */
const GB_SECOND: Price = {
  ...{ service: 'Lambda', unit: 'GB-s', usd: 0.0000133334, source: LAMBDA },
  read: others('https://unpkg.com/artillery@2.0.28/lib/platform/aws-lambda/prices.js'),
};
/** Standard class. */
const S3_WRITE: Price = { service: 'S3', unit: 'requests', usd: 0.005 / 1000, source: S3, read: GUIDE_S3 };
const STORED: Price = {
  ...{ service: 'S3', unit: 'GB-months', usd: 0.023, source: S3 },
  read: others('https://gist.github.com/bahrmichael/94e01d26dc21b9b7156d7d27b1b9e16e', '2020-12-27'),
};

/**
 * Everything that a job is charged for, row by row. DELETE of S3, what comes in over the internet, and events that AWS services send
 * to EventBridge themselves are free.
 */
export const PRICES = {
  lambda_invocations: { service: 'Lambda', unit: 'requests', usd: 0.2 / 1e6, source: LAMBDA, read: COPY_LAMBDA },
  /** A game's workers take the shots and look at them; of pictures that were sent there is only looking. */
  lambda_game: GB_SECOND,
  lambda_capture: GB_SECOND,
  lambda_coords: GB_SECOND,
  lambda_tile: GB_SECOND,
  lambda_cleanup: GB_SECOND,
  lambda_steps: GB_SECOND,
  states_transitions: {
    service: 'Step Functions',
    unit: 'transitions',
    usd: 0.025 / 1000,
    source: STATES,
    read: AWS_STATES,
  },
  states_children: { service: 'Step Functions', unit: 'requests', usd: 1 / 1e6, source: STATES, read: GUIDE_STATES },
  /** In chunks of 64 MB and 100 ms; the first 1,000 GB-hours of a month. */
  states_child_time: { service: 'Step Functions', unit: 'GB-s', usd: 0.00001667, source: STATES, read: GUIDE_STATES },
  s3_uploads: S3_WRITE,
  /** PUT, COPY, POST, LIST. */
  s3_writes: S3_WRITE,
  /** GET, HEAD. */
  s3_reads: { service: 'S3', unit: 'requests', usd: 0.0004 / 1000, source: S3, read: GUIDE_S3 },
  /** A unit is 1 kB written, an index that changes is one more, a transaction takes twice; since November 2024. */
  dynamodb_writes: { service: 'DynamoDB', unit: 'units', usd: 0.625 / 1e6, source: DYNAMODB, read: GUIDE_DYNAMODB },
  /** A unit is 4 kB read consistently. */
  dynamodb_reads: { service: 'DynamoDB', unit: 'units', usd: 0.125 / 1e6, source: DYNAMODB, read: GUIDE_DYNAMODB },
  logs: { service: 'CloudWatch Logs', unit: 'GB', usd: 0.5, source: CLOUDWATCH, read: GUIDE_LOGS },
  traces: { service: 'X-Ray', unit: 'traces', usd: 5 / 1e6, source: XRAY, read: AWS_XRAY },
} as const satisfies Record<string, Price>;

/** What goes on costing for as long as it is kept. */
const MONTHLY_PRICES = {
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
