/** What is said about where shots lie, in English; a part of en.ts. */
import { DOUBTFUL_BELOW, SURE_FROM } from '../../lib/limits.ts';

const shotCount = (n: number, all: string) => (n === 1 ? '1 shot' : `${all} shots`);
const percentOf = (share: number) => `${Math.round(share * 100)} %`;

/** Low confidence says that nobody knows, not that it is wrong. */
const CHANCE = `The chance that these lie right within half a pixel is below ${percentOf(DOUBTFUL_BELOW)}: some may be off, others lie right and nothing proves it.`;

export const shotTexts = {
  shotsOf: (name: string) => `Shots of ${name}`,
  shotsOfBuild: 'Shots',
  shotsOfShownBuild: 'Shots of this build',
  shotsFailedToLoad: 'The shots could not be loaded',
  buildNotThere: 'This build is not there',
  noSuchBuild: 'The map has no build of this address. The link may be mistyped, or the build is gone.',
  noPositions: 'The places of the shots are not known',
  noPositionsWhat:
    'The job of this build has not located its shots yet, or ended before it did; or the build is history and was cleaned away.',
  seeBuilds: 'All builds of this map',
  needLook: (looks: number, few: string, all: string) =>
    `${few} of ${all} ${looks === 1 ? 'shots needs' : 'shots need'} a look`,
  allGiven: (all: string) => `All ${all} shots lie where the plan says`,
  allGivenWhat: 'The positions were given as exact, so nothing was estimated and nothing is in doubt.',
  nothingToDo: (n: number, all: string) =>
    n === 1 ? 'The shot is where it belongs' : `All ${all} shots found their places`,
  nothingToDoWhat: (fair: number) =>
    fair > 0
      ? 'No place is in doubt. The fair ones are likely right; look at them where the map matters.'
      : 'No place is in doubt.',
  cutOff: (px: string, name: string, others: string | undefined) =>
    `${px} px of ${name}${others ? ` and at most as many of ${others} more` : ''} lie left of the map or above it and are cut off: it begins where its first build did.`,
  hiddenPanel:
    'Most of so few shots fit no neighbour: a panel of the game that lies over all of them may be why. Build the map with the command and name the panel: tessera map create DIR --boxes "LEFT,TOP,WIDTH,HEIGHT".',
  looksWhat: `${CHANCE} Open a shot to see its seams with its neighbours, and to move it by hand.`,
  looksWhatOther: `${CHANCE} The owner of the map can look at their seams and move them.`,
  shotsEach: (n: number, all: string) => (n === 1 ? '1 shot:' : `${all} shots, each:`),
  moreShots: (n: string) => `and ${n} more`,
  certainties: { doubtful: 'Needs a look', fair: 'Fair', sure: 'Sure' },
  certaintyRange: {
    doubtful: `below ${percentOf(DOUBTFUL_BELOW)}`,
    fair: `${percentOf(DOUBTFUL_BELOW)} to ${percentOf(SURE_FROM)}`,
    sure: `from ${percentOf(SURE_FROM)}`,
  },
  certaintyWhat: `The chance to lie right within half a pixel: ${percentOf(SURE_FROM)} or more is sure, ${percentOf(DOUBTFUL_BELOW)} or more fair.`,
  allShots: 'All',
  whichCertainty: 'Which shots',
  whichReason: 'Found by',
  anyReason: 'any way',
  /** Of a shot in a list. */
  reasons: {
    given: 'as planned',
    by_hand: 'put by hand',
    matched: 'matched all around',
    one_pair: 'held by one neighbour',
    apart: 'group apart from the rest',
    ambiguous: 'surroundings repeat',
    flat: 'nothing to compare',
    different: 'fits no neighbour',
    alone: 'no neighbour',
  },
  /** What happened, of one shot; and what to do about it. */
  reasonWhat: {
    given: 'It lies where the plan says: the positions were given as exact.',
    by_hand: 'Somebody put it here by hand, so it stays here.',
    matched: 'Its neighbours hold it here and agree with each other.',
    one_pair: 'Only one neighbour holds it here, so nobody else confirms it.',
    apart:
      'It fits its neighbours, but nothing ties this group to the rest of the map. Their plan puts the group here.',
    ambiguous: 'Its surroundings repeat, so it fits at several places. It lies at the one nearest its plan.',
    flat: 'There is nothing to compare where it meets its neighbours, such as water. Its plan and their drift put it here.',
    different: 'It fits none of its neighbours: it shows another place, a popup covers it, or it is blank.',
    alone: 'No neighbour overlaps it, so its plan alone puts it here.',
  },
  /** Sure pairs that somebody overruled. */
  byHandAgainst: (n: number) =>
    `By hand; ${n === 1 ? '1 neighbour disagrees' : `${n} neighbours disagree`}: see the seams below.`,
  reasonRemedy: {
    given: 'If it is wrong, build again without “exact”, or move it.',
    by_hand: 'If it is wrong, move it again, or give it back to its picture.',
    matched: 'Nothing is to be done.',
    one_pair: 'Look at its seams; if they are off, move it.',
    apart:
      'Check the step: rows and columns must overlap, best by a fifth. Or put one shot of the group by hand: the others follow.',
    ambiguous: 'Look at its seams; where something odd is cut, move it to the place where it is whole.',
    flat: 'If a coast, a road or a ship is cut, move it; on open water nobody sees the difference.',
    different: 'Take this screenshot again and build the map anew, or move it where it belongs.',
    alone: 'Check the plan: shots must overlap, best by a fifth. Capture again with smaller steps, or move it.',
  },
  gridOf: (all: string) =>
    `Picture of all ${all} shots by row and column. Arrow keys go from shot to shot, Enter opens one, plus and minus zoom. The list beside it says the same.`,
  gridCell: (name: string, place: string, certainty: string, confidence: string, reason: string) =>
    `${name}, ${place}: ${certainty.toLowerCase()}, ${confidence}, ${reason}`,
  rowAndColumn: (row: number, col: number) => `row ${row}, column ${col}`,
  confidence: 'Confidence',
  percentSure: (confidence: number) =>
    `${confidence >= 0.995 && confidence < 1 ? '99' : Math.round(confidence * 100)} %`,
  arrowsWhat: (longest: string) => `Arrows: from plan to place; a full arrow: ${longest} or more`,
  noArrows: 'No shot lies elsewhere than planned',
  px: (length: string) => `${length} px`,
  smallerCells: 'Smaller',
  largerCells: 'Larger',
  whole: 'Whole',
  listOf: 'Shots, least sure first',
  noneMatch: 'No shot is like that.',
  showAllShots: 'Show all shots',
  movedBy: (px: string) => `${px} px from plan`,
  asPlanned: 'as planned',
  correctionWaits: 'moved by hand, not built yet',

  allShotsBack: 'All shots',
  shotNotThere: 'This shot is not in this build',
  shotNotThereWhat: 'The link may be mistyped, or belong to another build.',
  shotFailedToLoad: 'The shot could not be loaded',
  onlyOwnerSees: 'Only the owner of the map sees its screenshots.',
  previousShot: 'Previous',
  nextShot: 'Next',
  shotInOrder: (at: string, all: string) => `${at} of ${all}, least sure first`,
  factsOf: 'Facts',
  rowAndColumnTitle: 'Place in the grid',
  planned: 'Planned at',
  found: 'Found at',
  foundExactly: (place: string, exactly: string) => `${place} (by its picture ${exactly})`,
  movedFromPlan: 'Moved',
  putAt: 'Put by hand at',
  putBack: 'where its picture says',
  foundHow: 'How',
  largestResidual: 'Off by',
  residualWhat: (px: string) => `${px} px from where a neighbour wants it`,
  noResidual: 'too unsure to say',
  position: (x: string, y: string) => `${x}, ${y}`,
  movedWhat: (px: string, x: string, y: string) => `${px} px (${x}, ${y})`,
  notMoved: 'not at all',
  pictureOf: (name: string) => `Screenshot ${name}`,
  pictureGone: 'This screenshot has been removed.',
  pictureCopied:
    'The screenshots of this build have been removed; this is a copy of half the size. The build cannot be made again, so nothing can be moved.',
  picturesGoneWhat:
    'Its build keeps its tiles, but the screenshots are gone, so its seams cannot be shown. Upload them again to build the map anew.',
  pictureNotLoaded: 'The screenshot could not be loaded.',
  boxesWhat: 'Hatched: the game’s interface, which is not compared.',
  seeOnMap: 'See it on the map',

  seams: 'Seams with its neighbours',
  noSeams: 'It has no neighbour in this build.',
  seamWith: (side: string, name: string) => `${side}: ${name}`,
  sides: {
    right: 'Right',
    left: 'Left',
    below: 'Below',
    above: 'Above',
    'right-below': 'Right below',
    'left-below': 'Left below',
    'right-above': 'Right above',
    'left-above': 'Left above',
  },
  pairReasons: {
    sure: 'One offset fits, and no other.',
    ambiguous: 'Several offsets fit about as well: something repeats.',
    flat: 'Almost nothing to compare where they overlap.',
    different: 'The two pictures do not fit anywhere near the plan.',
    same_picture: 'Both are the same picture.',
    no_overlap: 'By the plan they overlap too little.',
  },
  pairUsed: 'Used',
  pairUnused: 'Not used',
  pairOutvoted: 'The other pairs say otherwise.',
  pairByHand: 'Somebody put it elsewhere.',
  pairOff: (px: string) => `${px} px off`,
  pairConfidence: (confidence: string) => `${confidence} sure`,
  notCompared: 'The two were not compared: the positions were given.',
  seamThis: 'This shot',
  seamDifference: 'Difference',
  seamDifferenceWhat: (hasBoxes: boolean) => (hasBoxes ? 'black: the same, or interface' : 'black: the same'),
  noSeamHere: 'The two do not overlap where they lie.',
  neighbourGone: (name: string) => `The screenshot of ${name} has been removed.`,
  seamZoom: 'Zoom of the seams',
  zooms: { fit: 'Fit', '1': '100 %', '2': '200 %' },
  brighter: 'Brighten the difference',
  seamPart: (what: string, name: string) => `${what} in the seam with ${name}`,

  moveByHand: 'Move by hand',
  moving: (name: string) => `Moving ${name}`,
  movingWhat:
    'Drag the shot, or focus it and use the arrow keys: 1 px, with Shift 10 px. Where it fits, the difference is black.',
  stageOf: (name: string, x: string, y: string) =>
    `${name} at ${x}, ${y}. Arrow keys move it by 1 px, with Shift by 10.`,
  showAs: 'Show',
  shownAs: { difference: 'Difference', half: 'Both', over: 'On top' },
  lookAt: 'Look at',
  wholeShot: 'the whole shot',
  seamOption: (side: string, name: string) => `${side.toLowerCase()}: ${name}`,
  acrossPx: 'x, px',
  downPx: 'y, px',
  putHere: 'Fix where it was found',
  putByPair: (name: string) => `Where ${name} wants it`,
  putAtPlan: 'Where planned',
  repeatStep: (x: number, y: number) => {
    const across = x === 0 ? [] : [`${Math.abs(x)} px ${x < 0 ? 'left' : 'right'}`];
    const down = y === 0 ? [] : [`${Math.abs(y)} px ${y < 0 ? 'up' : 'down'}`];
    return `Next place that fits: ${[...across, ...down].join(', ')}`;
  },
  nudgeBy: 'Move by',
  nudge: {
    left: (px: string) => `${px} px left`,
    up: (px: string) => `${px} px up`,
    down: (px: string) => `${px} px down`,
    right: (px: string) => `${px} px right`,
  },
  mapBegins: 'The map begins at 0, 0: no shot can lie left of it or above.',
  letPictureSay: 'Let its picture say',
  givenBack: 'Its picture says its place again with the next build.',
  backToFound: 'Reset',
  movedFromFound: (px: string, x: string, y: string) => `${px} px (${x}, ${y}) from where it was found`,
  keptHere: 'kept where it was found',
  doneMoving: 'Done',
  correctionsMade: (n: number) => (n === 1 ? '1 shot moved by hand' : `${n} shots moved by hand`),
  notBuiltYet: 'The map shows it after a rebuild.',
  rebuildWith: (n: number) => (n === 1 ? 'Rebuild with 1 correction' : `Rebuild with ${n} corrections`),
  rebuilding: 'Starting the rebuild',
  rebuildFailed: 'The rebuild was not started',
  rebuildRefused: {
    removed:
      'This build was cleaned away after a while, so it cannot be rebuilt. Open the newest build and move the shots there.',
    shots_removed:
      'The screenshots of this build have been removed, so it cannot be rebuilt. Upload them again to build the map anew.',
    no_positions: 'The places of the shots of this build are not known, so it cannot be rebuilt from here.',
  },
  discardMoves: 'Discard',
  leaveTitle: (n: number) => (n === 1 ? 'Leave without your correction?' : `Leave without your ${n} corrections?`),
  leaveWhat: 'What you moved by hand is not built yet. It is lost when you leave this page.',
  leaveWords: { act: 'Leave', acting: 'Leaving', keep: 'Stay here', failed: 'That did not work' },
  discardTitle: (n: number) => (n === 1 ? 'Discard your correction?' : `Discard your ${n} corrections?`),
  discardWhat: 'The shots go back to where they were found.',
  discardWords: { act: 'Discard', acting: 'Discarding', keep: 'Keep them', failed: 'That did not work' },
  shotsNeedLook: (n: number, all: string) => `${shotCount(n, all)} ${n === 1 ? 'needs' : 'need'} a look`,
  seeWhichAndWhy: 'See which, and why',
  seeShots: 'See where each shot lies',
};
