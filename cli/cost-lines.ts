import { countOf, dollars, wordsOf } from '../client/cost-words.ts';
import type { CostRow } from '../lambdas/map/cost-schemas.ts';
import { tableLines } from './output.ts';

type Costs = { as_of: string; region: string; rows: CostRow[]; usd: number; monthly: CostRow[]; monthly_usd: number };

/** A table of what is charged once, and below it what each month costs. */
export function costLines({ as_of, region, rows, usd, monthly, monthly_usd }: Costs): string[] {
  const cells = (some: CostRow[]) =>
    some.map((row) => [row.service, wordsOf(row), countOf(row), row.unit, dollars(row.usd)]);
  const month = monthly.length > 0 ? [...cells(monthly), ['Each month', '', '', '', dollars(monthly_usd)]] : [];
  return [
    ...tableLines(
      ['SERVICE', 'WHAT', 'COUNT', 'UNIT', 'USD'],
      [...cells(rows), ['Once', '', '', '', dollars(usd)], ...month],
    ),
    `List prices of ${region} on ${as_of}, without taxes, free tiers and discounts.`,
  ];
}
