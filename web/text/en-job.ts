/** The sentences of a job's page, in English; a part of en.ts. */
import { stageWords } from '../../client/stage-words.ts';
import { tessera } from './shell.ts';

export const jobText = {
  job: 'Job',
  jobTitle: (map: string) => `Building ${map}`,
  jobProgress: 'Progress of the job',
  jobStatus: {
    preparing: 'Preparing',
    running: 'Running',
    completed: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  stage: stageWords,
  stageStates: {
    waiting: 'waiting',
    now: 'working',
    done: 'done',
    failed: 'failed',
    stopped: 'stopped',
    unreached: 'not reached',
  },
  jobTasks: (completed: string, total: string) => `${completed} of ${total} tasks`,
  tilesMade: (tiles: string) => `${tiles} tiles`,
  tilesMadeAndCopied: (made: string, copied: string) => `${made} tiles made, ${copied} as they were`,
  ofTotal: (completed: string, total: string) => `${completed} of ${total}`,
  failedItems: (failed: string) => `${failed} failed`,
  perSecond: (rate: number) => `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} / s`,
  left: (time: string) => `${time} left`,
  took: (time: string) => `took ${time}`,
  afterAttempts: (attempts: number) => `after ${attempts} attempts`,
  attempt: (attempt: number) => `attempt ${attempt}`,
  begun: 'begun',
  firstBegun: 'first begun',
  ended: 'ended',
  pollingGoesOn: 'This page keeps itself up to date. You may close it: the job goes on.',
  openMap: 'Open the map',
  connectionLost: (why: string) => `${why} Asking again.`,
  askNow: 'Ask now',
  jobFailedToLoad: 'The job could not be loaded',
  cancelJob: 'Cancel the job',
  cancelQuestion: (map: string) => `Cancel building “${map}”?`,
  cancelGoes:
    'The tiles made so far are removed, and so are the uploaded screenshots that no other build uses. Your own files stay where they are.',
  cancelWords: {
    act: 'Cancel the job',
    acting: 'Cancelling',
    keep: 'Keep it running',
    failed: 'The job was not cancelled',
  },
  cancelRefused: {
    ended: 'The job had ended before it could be cancelled. This page shows how.',
    published:
      'The map of this job is shown already, so there is nothing to cancel. An earlier build can be shown again.',
  },
  goesOnShowing: 'The map goes on showing the build made',
  showsNothing: 'The map shows nothing until it is built again.',
  cancelledGoes:
    'The job was cancelled. What it made is being removed; the last of it goes within a quarter of an hour.',
  beginAgain: (map: string) =>
    `To begin again, choose New map, the same folder and the name “${map}”: the map gets a new build.`,
  orByCommand: 'Or by this command in the project:',
  whatFailed: 'What failed',
  asBefore: (count: string) => `${count} as before`,
  failedAreas: (n: number, all: string) => (n === 1 ? '1 area' : `${all} areas`),
  moreFailures: (count: string) => `and ${count} more`,
  redriveCommand: (job: string, withShots: boolean, origin: string) =>
    tessera(`map redrive ${job}${withShots ? ' FOLDER' : ''}`, origin),
  platformSays: 'What the platform says',
  noReason: 'The job gives no reason.',
  itemsFailed: {
    capture: (n: number, all: string) => `${n === 1 ? '1 screenshot' : `${all} screenshots`} cannot be used.`,
    coords: (n: number, all: string) => `${n === 1 ? '1 screenshot' : `${all} screenshots`} could not be placed.`,
    tile: (n: number, all: string) => `${n === 1 ? '1 block' : `${all} blocks`} of tiles could not be made.`,
  },
  jobErrors: {
    execution_aborted: 'The build was stopped from outside.',
    execution_failed: 'The build broke off by a fault of the platform.',
    execution_timed_out: 'The build ran out of time.',
    not_started: 'The build could not be started.',
  },
  shotFailures: {
    missing: 'It never arrived.',
    unreadable: 'It is damaged or cut off.',
    wrong_checksum: 'Another file arrived than was announced.',
    one_colour: 'Every pixel has the same colour.',
  },
  endsSoAgainWhat:
    'Going on would end so again. Begin anew under the same name with what is right, or delete the map on the page of its builds.',
  goOnTitle: 'Go on with the job',
  goOnWhat: 'What is done is kept. Only what failed or is missing is done again.',
  goOn: 'Go on with the job',
  goingOn: 'Starting again',
  repairWhat:
    'Take the pictures named above again, under the same names. What is done is kept: only what depends on them is made again.',
  repairDrop: 'Drop the repaired pictures or their folder anywhere on this page',
  dropToRepair: 'Drop to look for repaired pictures',
  repairNames: 'Other files of a folder do no harm: only those with the names of this job’s shots are looked at.',
  repairedFound: (n: number) => (n === 1 ? '1 repaired picture' : `${n} repaired pictures`),
  repairedMissing: (n: number) => (n === 1 ? '1 picture is still missing' : `${n} pictures are still missing`),
  othersReplaced: (n: number) =>
    n === 1
      ? '1 other picture differs from the job’s and is replaced, too'
      : `${n} other pictures differ from the job’s and are replaced, too`,
  notOfTheJob: 'Left aside',
  notAShot: (file: string, meant?: string) =>
    meant === undefined
      ? `${file}: the job has no shot of this name. Give it the name of the shot that it repairs.`
      : `${file}: the job has no shot of this name. If you mean ${meant}, save it under that name.`,
  otherSize: (file: string, width: number, height: number) =>
    `${file}: it is ${width} × ${height} px, another size than the job’s shots. Take it again at their size.`,
  sharedName: (file: string) => `${file}: several shots of the job have this name, so its place is not known.`,
  uploadAndGoOn: (n: number) => (n === 1 ? 'Upload 1 picture and go on' : `Upload ${n} pictures and go on`),
  replacedIn: (map: string) => `They take the places of those that were uploaded for “${map}” before.`,
  dropTheRest: 'Drop the rest here',
  dropTheRestWhat: 'What was found already is remembered. A file of the same name takes its place.',
  forgetFiles: 'Forget these files',
  redriveFailed: 'The job does not go on yet',
  redriveRefused: {
    not_failed: 'The job runs again already. This page follows it.',
    redriven_meanwhile: 'The job was started again meanwhile, without these pictures. This page follows it.',
    removed: 'What this job made was cleaned away after a while. Make a new build of all the screenshots.',
    superseded:
      'The map shows a newer build already; this job makes an older one. Make a new build of all the screenshots.',
    inputs_taken: 'Another job makes the map of exactly these screenshots already. The home page shows it.',
    published:
      'The build of this job is shown already. Make a new build of all the screenshots, or go on without pictures.',
    workers_running:
      'Some of the work that was under way may still be ending. Wait some minutes, then go on with the pictures.',
  },
};
