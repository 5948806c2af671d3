/**
 * What the stages coords and Solve say about places: what two pictures say of each other, and what all pairs together say of
 * each shot. Offsets and positions are px of the top-left corners, x right, y down; sub-pixel until a shot is placed.
 */
export type XY = [number, number];

/** Of a shot, in its own px: [left, top, width, height]. */
export type Box = [number, number, number, number];

/** `calibration.json` of a build: what a sample of its shots told, used for every pair, so that a batch decides nothing. */
export type Calibration = {
  /** Of the interface (toolbars, pointer): the same pixels in every shot. They are not compared, and lose in overlaps. */
  boxes: Box[];
  /** Colours that change by themselves (water, smoke): base64 of a bit set over chroma bins (core/registration says which). */
  animated: string;
  /** How far an offset may be from the planned one, in px. */
  radius: number;
  /** Whether the sure offsets of the sample are whole px, each and in the middle of all to a side: then all are rounded. */
  whole: boolean;
};

/** Where the second shot of a pair lies, seen from the first. */
export type Side = 'right' | 'below' | 'right-below' | 'left-below';

/** A neighbour that a shot is compared with; both pictures have the same size. */
export type Neighbour = { id: string; key: string; name: string; nominal: XY; side: Side };

/** Why a pair says what it says. `sure`: one offset fits, and no other. */
export type PairReason =
  | 'sure'
  /** Several offsets fit about as well: something repeats. */
  | 'ambiguous'
  /** Almost nothing to compare in the overlap: water, grass, an interface box. */
  | 'flat'
  /** The pictures do not fit anywhere within the radius. */
  | 'different'
  /** Both pictures are the same one. */
  | 'same_picture'
  /** The plan lets them overlap too little. */
  | 'no_overlap';

/** What two neighbours say: one line of the results of the stage coords. */
export type Pair = {
  /** Shot ids. `b` lies on `side` of `a`. */
  a: string;
  b: string;
  side: Side;
  /** Candidates for top-left of `b` minus top-left of `a`, best first, at most four; none: the pair says nothing. */
  offsets: { at: XY; score: number }[];
  /** That the first offset is right, 0..1. Above 0.9 it is meant to be wrong once in a thousand times at most. */
  confidence: number;
  /** Standard deviation of the first offset if it is right, in px; 0 for whole offsets that match exactly. */
  sigma: number;
  reason: PairReason;
  /** Where the content repeats: every offset plus whole multiples of these two fits as well. */
  lattice?: [XY, XY];
  /** Proposed by features of both whole pictures, not by what the plan says that they share. Absent in builds from before it was told. */
  by_features?: true;
};

/** How a shot's place was found. */
export type ShotReason =
  /** `exact`: the plan is right. */
  | 'given'
  /** Somebody moved it there. */
  | 'by_hand'
  /** Pairs hold it that agree all around. */
  | 'matched'
  /** A single pair holds it. */
  | 'one_pair'
  /** Pairs hold it to others, and nothing surely ties all of these to the rest: where their plans say. */
  | 'apart'
  /** Its surroundings repeat: of the places that fit, the one nearest its plan. */
  | 'ambiguous'
  /** Nothing to compare: where its plan and its neighbours' drift say. */
  | 'flat'
  /** It fits none of its neighbours (another place, a popup, a blank picture). */
  | 'different'
  /** It has no neighbour that it overlaps. */
  | 'alone';

/** A shot as Solve gets it. `fixed`: where somebody put it, in px of the plan; it stays there. */
export type ShotToPlace = {
  id: string;
  row: number;
  col: number;
  nominal: XY;
  width: number;
  height: number;
  fixed?: XY;
};

export type PlacedShot = {
  id: string;
  /** In px of the plan, sub-pixel. */
  position: XY;
  /** That the position is right within 0.5 px, 0..1. */
  confidence: number;
  reason: ShotReason;
  /** Greatest distance in px between where a sure pair wants it and where it is; null where no pair holds it. */
  residual: number | null;
};

/** A pair after the solve. `used`: it agrees with where its shots lie, and held them there. */
export type SolvedPair = {
  a: string;
  b: string;
  side: Side;
  offset: XY | null;
  residual: number | null;
  used: boolean;
};

export type Placement = { shots: PlacedShot[]; pairs: SolvedPair[] };
