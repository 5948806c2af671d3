/** Routes of jobs; steps for a new one: `routes.ts`. */
import { PageQuery } from '../kernel/field-schemas.ts';
import type { ApiRoute } from '../kernel/route.ts';
import { READS_OWN, WRITES } from './access.ts';
import { EstimateAnswer, EstimateRequest, JobCost } from './cost-schemas.ts';
import { JobShots, RedriveRequest } from './redrive-schemas.ts';
import { CreateJobAnswer, CreateJobRequest, Job, JobList, JobPath } from './schemas.ts';

export const JOB_ROUTES = {
  'create-job': {
    method: 'POST',
    path: '/api/jobs',
    does: 'Starts a build of a map',
    ...WRITES,
    ownership: 'owner',
    body: CreateJobRequest,
    answers: { 200: CreateJobAnswer, 202: CreateJobAnswer },
  },
  'list-jobs': {
    method: 'GET',
    path: '/api/jobs',
    does: 'Own jobs, newest first',
    ...READS_OWN,
    ownership: 'caller',
    query: PageQuery,
    answers: { 200: JobList },
  },
  'redrive-job': {
    method: 'POST',
    path: '/api/jobs/{job_id}/redrive',
    does: 'Goes on with a failed job, with repaired screenshots or without',
    ...WRITES,
    ownership: 'owner',
    params: JobPath,
    body: RedriveRequest,
    answers: { 202: Job },
    errors: {
      ...{ not_failed: 409, removed: 409, superseded: 409, inputs_taken: 409, published: 409, workers_running: 409 },
      redriven_meanwhile: 409,
    },
  },
  'job-shots': {
    method: 'GET',
    path: '/api/jobs/{job_id}/shots',
    does: 'What a job is made of, and which of its shots failed',
    ...READS_OWN,
    ownership: 'owner',
    params: JobPath,
    answers: { 200: JobShots },
    errors: { removed: 409 },
  },
  'job-status': {
    method: 'GET',
    path: '/api/jobs/{job_id}/status',
    does: 'How a job is doing',
    ...READS_OWN,
    ownership: 'owner',
    params: JobPath,
    answers: { 200: Job },
  },
  'estimate-job': {
    method: 'POST',
    path: '/api/jobs/estimate',
    does: 'What a job would cost, and how long it would take',
    ...READS_OWN,
    ownership: 'caller',
    body: EstimateRequest,
    answers: { 200: EstimateAnswer },
  },
  'job-cost': {
    method: 'GET',
    path: '/api/jobs/{job_id}/cost',
    does: 'What a job has cost',
    ...READS_OWN,
    ownership: 'owner',
    params: JobPath,
    ...{ answers: { 200: JobCost }, errors: { usage_removed: 410 } },
  },
  'cancel-job': {
    method: 'POST',
    path: '/api/jobs/{job_id}/cancel',
    does: 'Cancels a job and removes what it made',
    ...WRITES,
    ownership: 'owner',
    params: JobPath,
    answers: { 200: Job },
    errors: { ended: 409, published: 409 },
  },
} as const satisfies Record<string, ApiRoute>;
