/** The map that the examples of the document are about, with its build, its job and a shot. */

export const map = 'old-town-x7k2mp';
export const build = '01KB3W9Q6D3V3QW4X1E5R2T7YZ';
export const job_id = 'job_01KB3W9Q6CN8M2J4H6G8F0D2S4';
export const screenshot_id = 'shot_5d0c8a1e-9f4b-4c86-8f3e-2b7a6c1d9e05';
export const save = 'save_7f1c9b52-3a0e-4a67-9d1d-52c5e8f0b6a4';
export const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const created_at = '2026-03-12T19:03:58.120Z';
export const completed_at = '2026-03-12T19:04:31.774Z';

export const summary = {
  ...{ map, name: 'Old town', own: true, visibility: 'public', published_build: build, width: 1400, height: 1000 },
  ...{ max_zoom: 2, tiles: 8, format: 'webp', attribution: 'Ada, CC BY 4.0', created_at, updated_at: completed_at },
};
export const picture_url = `https://tessera-work.s3.us-east-1.amazonaws.com/screenshots/${map}/${screenshot_id}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=3f5e0c`;
export const shot = {
  ...{ screenshot_id, name: 'r00_c00.png', row: 0, col: 0, nominal: [0, 0], position: [0, 0] },
  ...{ confidence: 0.99, reason: 'matched', residual: 0 },
};
export const started = {
  ...{ job_id, map, build, status: 'preparing', unchanged: false, base: null },
  execution_id: `arn:aws:states:eu-west-1:111122223333:execution:Tessera-map:${job_id}`,
};
const stage = (name: string, total: number) => ({ name, total, completed: total, failed: 0, as_before: 0 });
export const job = {
  ...{ job_id, map, map_name: 'Old town', build, attempt: 1, status: 'completed', stage: null, progress: 100 },
  ...{
    total_tasks: 27,
    completed_tasks: 27,
    tiles_created: 8,
    tiles_copied: 0,
    created_at,
    started_at: created_at,
    completed_at,
  },
  ...{ updated_at: completed_at, failures: [], failure_count: 0, error: null, url: `/maps/${map}` },
  stages: [stage('capture', 6), stage('coords', 6), stage('tile', 9), stage('cleanup', 6)],
};
