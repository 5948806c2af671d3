/** What docs/costs.md says that a deployment costs a month is what its templates come to. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mostOfCustomMetrics, standingCosts } from '../support/standing-costs.ts';
import { STANDING_PRICES, STANDING_PRICES_AS_OF } from '../support/standing-prices.ts';
import { synthesisedResources } from '../support/templates.ts';

const page = readFileSync('docs/costs.md', 'utf8');

/** Of rows `| service | unit | count | USD |`. */
const told = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.replace(/\*|up to|about/g, '').trim()))
  .filter((cells) => cells.length === 6);
const rowOf = (service: string, unit: string) => {
  const [, , , count, usd] = told.find(([, first, second]) => first === service && second === unit) ?? [];
  return { count: Number(count), usd: Number(usd) };
};
/** An alarm comes or goes with a function; the page need not be another one each time. */
const near = (value: number, truth: number) => Math.abs(value - truth) <= truth / 10;

test('each row, and their sum', async () => {
  const costs = standingCosts(Object.values(await synthesisedResources()));
  for (const { service, unit, count, usd } of costs) {
    const row = rowOf(service, unit);
    expect(near(row.count, count) && near(row.usd, usd), `${unit}: ${count} are ${usd.toFixed(2)} USD`).toBe(true);
  }
  const sum = costs.reduce((total, { usd }) => total + usd, 0);
  expect(near(rowOf('', 'when nobody uses it').usd, sum), `together ${sum.toFixed(2)} USD`).toBe(true);
  const most = mostOfCustomMetrics();
  expect(rowOf(most.service, most.unit)).toEqual({ count: most.count, usd: Number(most.usd.toFixed(2)) });
});

test('each price is told with where it was read, and when', () => {
  expect(page).toContain(`On ${STANDING_PRICES_AS_OF}`);
  for (const [name, { usd, read }] of Object.entries(STANDING_PRICES)) {
    const line = page
      .split('\n')
      .find((each) => each.includes(`](${read.where})`) && each.includes(`| ${usd.toFixed(2)} |`));
    expect(line, name).toBeDefined();
  }
});
