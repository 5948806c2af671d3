/** The sentences about what a job costs, in English; a part of en.ts. */
export const costText = {
  wouldCost: (usd: string, time: string, tiles: string) => `About ${usd} and ${time} on AWS, in ${tiles} tiles.`,
  wouldKeep: (usd: string) => `Kept, ${usd} each month.`,
  costUnknown: 'What it would cost could not be worked out.',
  costs: (usd: string) => `Cost ${usd}`,
  costFailed: 'What it cost could not be loaded',
  costWhat: 'What',
  costCount: 'Count',
  costUsd: 'Price',
  costOnce: 'Once',
  costMonthly: 'Each month, while it is kept',
  costPrices: (region: string, day: string) =>
    `Counted while the job ran, at the list prices of ${region} on ${day}, without taxes, free tiers and discounts.`,
  costDied: (calls: number) => `${calls} calls died: they are counted, but nobody knows for how long they ran.`,
};
