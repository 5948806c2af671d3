import { retry } from '../../client/retry.ts';
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { isPrivateMap } from '../../lambdas/map/tile-paths.ts';
import type { Command } from '../command.ts';
import { inputError, usageError } from '../command-error.ts';
import { JobDocument } from '../documents.ts';
import { findBuild } from '../find-map.ts';
import { jobDocument } from '../job-document.ts';
import { didYouMean } from '../nearest.ts';
import { tellJob } from '../tell-job.ts';

export const mapCorrect: Command = {
  name: 'map correct',
  summary: 'puts a shot where you say, and makes a new build of the map',
  about: [
    'X,Y is where its top-left corner lies, in whole px of the map as `tessera map shots` lists them; the pictures say where the',
    'others lie. Shots that were put somewhere before stay there; `free` in the place of X,Y lets one go again. The new build',
    'has the same screenshots and options, and is shown when it is done.',
  ],
  operands: ['MAP[@BUILD]', 'SHOT', 'X,Y'],
  options: { wait: { type: 'boolean', help: 'follow the job to its end' } },
  examples: [
    ['of the published build', 'tessera map correct "My city" r03_c07.png 7168,2304 --wait'],
    ['its picture is to say it again', 'tessera map correct "My city" r03_c07.png free --wait'],
  ],
  exits: {
    0: 'with --wait the map is made and shown, without its job is started',
    3: 'there is no such map, build or shot, or its screenshots are gone',
    4: 'with --wait: the job failed or was cancelled',
  },
  next: [
    ['tessera map shots MAP[@BUILD]', 'where every shot lies, and how sure that is'],
    ['tessera map rollback MAP', 'shows the build before again'],
  ],
  document: JobDocument,
  async run(context) {
    const { operands, api, output, signal, url } = context;
    const [operand, named, place] = operands as [string, string, string];
    const position = positionOf(place);
    const { map, build } = await findBuild(api, operand);
    const { shots } = await api.listShots(map.map, build);
    const { screenshot_id, name } = shotOf(shots, named);
    // Repeated when the answer is lost: the same corrections again answer the same job.
    const corrections = { shots: [{ screenshot_id, position }] };
    const made = await retry({ signal }, () => api.correctShots(map.map, build, corrections));
    if (!made.unchanged) {
      const who = isPrivateMap(made.map) ? 'you alone may see' : 'everybody may see';
      output.note(`Job ${made.job_id} makes build ${made.build} of map ${made.map}, which ${who}.`);
      return tellJob(made.job_id, context);
    }
    output.note(
      `Nothing changed: ${name} lies so in build ${made.build}, made by job ${made.job_id}; no new one was started.`,
    );
    // For programs the job that made it; lines of what ended long ago would look as if it had just run.
    const job = await retry({ signal }, () => api.jobStatus(made.job_id));
    output.result(jobDocument(job, url), () => []);
    return undefined;
  },
};

function positionOf(text: string): [number, number] | null {
  if (text === 'free') return null;
  const [, x, y] = /^(-?\d{1,9}),(-?\d{1,9})$/.exec(text) ?? [];
  if (x && y) return [Number(x), Number(y)];
  throw usageError(`X,Y is a place on the map in whole px, for example 7168,2304, or \`free\`; not ${text}.`);
}

/** By name, or by id where several have the name. */
function shotOf(shots: Shot[], named: string): Shot {
  const found = shots.filter(({ name, screenshot_id }) => [name, screenshot_id].includes(named));
  const [shot, ...others] = found;
  if (!shot) {
    const meant = didYouMean(
      named,
      shots.map(({ name }) => name),
    );
    throw inputError(`The build has no shot ${named}.${meant} \`tessera map shots\` lists them.`);
  }
  if (others.length === 0) return shot;
  throw inputError(
    `Several shots are called ${named}; use the id:`,
    found.map(({ screenshot_id, row, col }) => `${screenshot_id}  row ${row}, col ${col}`),
  );
}
