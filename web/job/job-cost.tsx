import { countOf, dollars, wordsOf } from '../../client/cost-words.ts';
import type { CostRow } from '../../lambdas/map/cost-schemas.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { useLoaded } from '../data/loaded.ts';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';

/** What a job that has ended has cost; row by row for whoever opens it. */
export function JobCost({ job }: { job: Job }) {
  const cost = useLoaded(() => api.jobCost(job.job_id), [job.job_id, job.attempt, job.status]);
  const { data, error } = cost.value;
  if (error && !data) return <Problem title={text.costFailed} error={error} retry={cost.reload} />;
  if (!data) return <div class="skeleton job-cost" role="status" aria-label={text.loading} />;
  return (
    <details class="job-cost">
      <summary class="job-cost-sum">{text.costs(dollars(data.usd))}</summary>
      <div class="job-cost-rows">
        <table>
          <thead>
            <tr>
              <th scope="col">{text.costWhat}</th>
              <th scope="col" class="number">
                {text.costCount}
              </th>
              <th scope="col" class="number">
                {text.costUsd}
              </th>
            </tr>
          </thead>
          <Rows rows={data.rows} sum={text.costOnce} usd={data.usd} />
          {data.monthly.length > 0 && <Rows rows={data.monthly} sum={text.costMonthly} usd={data.monthly_usd} />}
        </table>
      </div>
      {data.unknown > 0 && <p class="quiet small">{text.costDied(data.unknown)}</p>}
      <p class="quiet small">{text.costPrices(data.region, data.as_of)}</p>
    </details>
  );
}

const Rows = ({ rows, sum, usd }: { rows: CostRow[]; sum: string; usd: number }) => (
  <tbody>
    {rows.map((row) => (
      <tr key={row.what}>
        <td>
          {wordsOf(row)} <span class="quiet small">{row.service}</span>
        </td>
        <td class="number">
          {countOf(row)} {row.unit}
        </td>
        <td class="number">{dollars(row.usd)}</td>
      </tr>
    ))}
    <tr>
      <th scope="row" colSpan={2}>
        {sum}
      </th>
      <td class="number">{dollars(usd)}</td>
    </tr>
  </tbody>
);
