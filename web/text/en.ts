/** Every sentence of the pages, in English; those about builds, jobs, shots and chosen files are in files beside. */
import { ordinal } from '../../client/ordinal.ts';
import { quoted } from '../../client/shell-word.ts';
import { RESUMABLE_FOR_HOURS } from '../../lib/limits.ts';
import { buildTexts } from './en-builds.ts';
import { costText } from './en-cost.ts';
import { gameText } from './en-games.ts';
import { jobText } from './en-job.ts';
import { pictureText } from './en-pictures.ts';
import { shotTexts } from './en-shots.ts';
import { tessera } from './shell.ts';

const pixelCount = (size: number) => size.toLocaleString('en');

export const text = {
  ...buildTexts,

  brand: 'Tessera',
  loading: 'Loading',
  retry: 'Try again',
  noAnswer: (host: string) => `${host} does not answer.`,
  noAnswerRemedy: 'Check the connection, then try again.',
  close: 'Close',
  copied: 'Copied',
  copyCommand: 'Copy the command',
  requestId: (id: string) => `Request ${id}`,
  percent: (share: number) => `${Number((share * 100).toFixed(share < 0.1 ? 1 : 0))} %`,
  pixels: (width: number, height: number) => `${pixelCount(width)} × ${pixelCount(height)} px`,
  createCommand: (name: string, origin: string) =>
    tessera(`map create FOLDER${name && ` --name=${quoted(name)}`} --wait`, origin),
  configAnswered: (status: number) => `The settings for signing in (/config.json) answered ${status}. Try again later.`,
  mapJsonAnswered: (status: number) => `The map's description (map.json) answered ${status}. Try again in a moment.`,
  pageFailed: 'This page could not be loaded',

  signIn: 'Sign in',
  signOut: 'Sign out',
  signingIn: 'Signing in',
  signInLost: 'This sign-in was begun in another window or too long ago. Sign in once more.',
  signInFailed: 'Signing in did not work',
  loginNotRenewed: 'Your login could not be renewed just now, because nobody answers.',
  signInNeeded: 'Please sign in',
  signInForJobs: 'Jobs are shown to the person who started them.',
  signInAgainForJob:
    'Your login has ended. Sign in again to follow the job: it goes on meanwhile, and you come back here.',
  signInForMaps: 'A map belongs to the person who made it. Everybody may look at it.',
  insecureLogin:
    'Browsers allow signing in on HTTPS addresses and on this machine only. Open the page by https:// or by 127.0.0.1.',

  places: 'Products',
  maps: 'Maps',
  albums: 'Albums',
  newMap: 'New map',
  allMaps: 'All maps',
  allAlbums: 'All albums',
  showMore: 'Show more',
  jobs: 'Jobs under way, and those that need a look',
  seeWhatToDo: 'See what to do.',
  dismiss: 'Dismiss',
  dismissJob: (name: string) => `Dismiss: ${name}`,
  cancelledShort: 'What it made is removed.',
  completedShort: 'The map is there.',
  building: (percent: string) => `Building, ${percent}`,
  newestFailed: 'The newest build failed',
  noTilesYet: 'No tiles yet',
  notPublished: 'Not published yet',
  yours: 'yours',
  public: 'public',
  onlyYou: 'only you see it',
  tiles: (count: string) => `${count} tiles`,
  mapsFailedToLoad: 'The maps could not be loaded',
  noMaps: 'No maps yet',
  noMapsWhat: 'Drop a folder of screenshots here, choose New map, or run this command in the project:',

  notFound: 'There is no such page',
  notFoundWhy: 'The address may be mistyped, or the page has moved.',

  mapOf: (name: string) => `Map of ${name}. Arrow keys move it, plus and minus zoom, F is full screen.`,
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeMap: 'Show the whole map',
  fullScreen: 'Full screen',
  endFullScreen: 'End full screen',
  share: 'Copy a link to this place',
  linkCopied: 'Link copied',
  copyByHand: 'Copy this link:',
  made: 'built',
  otherBuildShown: 'This is not the published build.',
  otherBuildGone: 'The build of this link is gone. You see the published one.',
  showPublished: 'Show the published one',

  tileOrigin: 'Where does this come from?',
  tileOriginFailed: 'Where this comes from is not known',
  tileOriginHow: 'Click or tap another place. With the keyboard: Enter on the map takes the middle of the window.',
  tileName: (name: string) => `Tile ${name}`,
  tileStates: { stored: 'A picture', blank: 'All one colour, not stored', empty: 'Empty: no shot shows anything here' },
  seeTile: 'See the picture',
  tileMade: 'Made',
  tileMadeHere: 'in this build',
  tileMadeEarlier: 'in an earlier build, unchanged since',
  tileMadeUnknown: 'in which build was not noted when it was built',
  tileShots: (count: string) => (count === '1' ? '1 shot shows in it' : `${count} shots show in it`),
  tileMoreShots: (count: string) => (count === '1' ? 'and 1 more' : `and ${count} more`),
  tileRest: (share: string) => `${share} of the tile lies outside the map, or no shot shows it.`,
  tileRows: (rows: number) => `Shares are counted in every ${ordinal(rows)} row of the map.`,
  lessThan: (percent: string) => `below ${percent}`,

  mapNotThere: 'This map is not there',
  mapFailedToLoad: 'The map could not be loaded',
  noSuchMap: 'There is no map at this address, or it is not yours.',
  noSuchMapOrPrivate: 'There is no map at this address, or only its owner may see it. Is it yours? Then sign in.',
  nothingBuilt: 'Nothing has been built for this map yet.',
  uploadGoesOn: (count: string) =>
    `Uploaded and not used yet: ${count === '1' ? '1 screenshot' : `${count} screenshots`}. Give the same folder and name to New map, and the upload goes on with the rest; after ${RESUMABLE_FOR_HOURS} hours it begins anew.`,
  orMore: (count: string) => `${count} or more`,
  goOnUploading: 'Go on with the upload',
  notPublishedYet: (state: string) =>
    `This map is not published yet. Its newest job: ${state.toLowerCase()}. The map opens here as soon as it is there.`,
  seeJob: 'See the job',

  ...gameText,
  ...costText,
  ...jobText,
  ...pictureText,
  ...shotTexts,

  dropToBegin: 'Drop to begin a new map',
  dropToLook: 'Drop to look at the pictures',
  dropHere: 'Drop a folder of screenshots here, or the save of a game',
  dropWhat:
    'PNG, JPEG or WebP, all of one size. Names such as r03_c07 or 03_07 say row and column; a positions.json among the files says where each is. Of a save of OpenTTD (.sav) the game takes the shots itself.',
  chooseFolder: 'Choose a folder',
  chooseFiles: 'Choose files',
  reading: 'Reading the files',
  checking: (done: string, all: string) => `Checking pictures: ${done} of ${all}`,
  checkingNow: 'Checking pictures',
  checked: 'The pictures are checked. Say what the map is called.',
  checkFailed: 'The files could not be read',
  filesNeedWork: 'These files need a look first',
  moreProblems: (count: string) => `and ${count} more`,
  filesEach: (count: string, what: string) => `${count} files, each: ${what}`,
  chooseOthers: 'Choose others',
  gridFound: (pictures: string, pixels: string, columns: number, rows: number, size: string) =>
    `${pictures === '1' ? '1 picture' : `${pictures} pictures`} of ${pixels}, ${columns} × ${rows}, ${size}`,
  mapName: 'Name of the map',
  mapNameSame: 'The name of one of your maps makes a new build of it.',
  makesBuild: (name: string) => `This makes a new build of “${name}”.`,
  makesMap: 'This makes a new map.',
  makesMapLike: (name: string) =>
    `This makes a new map. For a new build of “${name}” write its name exactly so: small and capital letters count.`,
  attribution: 'Attribution (optional)',
  stepWidth: 'Step across, px',
  stepHeight: 'Step down, px',
  stepTooLarge: (most: string) => `Too large: shots must overlap to find their places, so at most ${most}.`,
  stepSuch: (px: number) => `such as ${px}`,
  stepWhat: (pixels: string) =>
    `About how far the view moved from one shot to the next. Shots of ${pixels} just touch at that step; it must be less each way, so that they overlap: best by a fifth.`,
  exact: 'The positions are exact to the pixel',
  placesFound:
    'Every shot finds its exact place by itself, from what it shows together with its neighbours: they must overlap. What was planned may be off by some tens of pixels.',
  whoMaySee: 'Who may see it',
  visible: { public: 'Everybody who has the address', private: 'Only you' },
  visibleWhat: {
    public: 'Everybody also finds it in the list of maps. This is chosen once: it stays so.',
    private:
      'Signed in as yourself. For others there is no such map, and its links open for you alone. This is chosen once: it stays so.',
  },
  visibleStays: 'This was chosen when the map was made: it stays so.',
  makeAnew: 'Make everything anew',
  makeAnewWhat:
    'Else a new build of a map takes over from the one that is shown what did not change. The map is the same either way; anew costs more.',
  build: 'Build the map',
  uploading: (done: string, all: string) => `Uploading: ${done} of ${all}`,
  uploadingNow: 'Uploading',
  soFar: (done: string, all: string) => `: ${done} of ${all}`,
  uploadOf: (done: string, all: string) => `${done} of ${all}`,
  uploadLeft: (perSecond: string, time: string) => `${perSecond} / s · ${time} left`,
  thereAlready: (there: string, all: string) => `${there} of ${all} are there already and are not sent again.`,
  lookingForUploads: 'Looking for what is there already',
  startingJob: 'All files are there. Starting the job',
  onTheirWay: 'On their way',
  allFiles: (waiting: string, done: string, failed: string) =>
    `All files: ${waiting} waiting, ${done} done${failed && `, ${failed} failed`}`,
  fileStates: {
    waiting: 'waiting',
    sending: 'on its way',
    sent: 'done',
    there: 'was there already',
    failed: 'failed',
  },
  uploadingWhat: `Keep this page open until the upload is done; the job then goes on by itself. If it is closed, the same folder goes on where it stopped, for ${RESUMABLE_FOR_HOURS} hours.`,
  noConnection: 'No connection; it goes on by itself.',
  nextTry: (seconds: number) => (seconds > 0 ? `Next try in ${seconds} s.` : 'Trying now.'),
  tryNow: 'Try now',
  stopUpload: 'Stop the upload',
  uploadStopped: (done: string, all: string) =>
    `Stopped: ${done} of ${all} are there. The rest is sent when you go on.`,
  resumeUpload: 'Go on',
  uploadFailed: 'The upload did not work',
  fileChanged: (file: string) =>
    `${file} was changed or taken away since it was chosen. Choose the folder again: what is there already is not sent again.`,

  holesFound: (cells: string) =>
    cells === '1' ? 'One shot is missing between others' : `${cells} shots are missing between others`,
  holesWhat: (cells: string) =>
    `The map stays empty there. Take ${cells === '1' ? 'it' : 'them'} and choose the folder again, or go on without.`,
  holesMore: (cells: string) => `and ${cells} more`,
  allowHoles: (cells: string) => (cells === '1' ? 'Build the map with this hole' : 'Build the map with these holes'),
  edgeEmpty: (cells: string, first: string) =>
    `${cells === '1' ? 'One cell' : `${cells} cells`} at the edge of the grid ${cells === '1' ? 'has' : 'have'} no shot: ${first}. The map stays empty there.`,

  exportFailed: 'The map could not be shown',
  exportAnswered: (status: number) => `map.json answered ${status}.`,
  exportRemedy:
    'This folder must be served by a web server, because browsers read no files beside a page opened from disk. In the folder run: npx serve',
};
