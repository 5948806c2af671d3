/** Who comes, told to the process that is the crowd, and what it tells afterwards. */

/** One person with a phone: nobody shares the address (all of 127.0.0.0/8 is this machine), as nobody's draws are another's. */
export type Person = { address: string; seed: number } & (
  | { comes: 'with a login'; token: string; album: string }
  | { comes: 'by a link'; link: string; password?: string | undefined; adds: boolean }
);

export type CrowdPlan = {
  url: string;
  people: Person[];
  /** JPEG files that are sent, each time as a picture of its own. */
  photos: string[];
  /** They come one after the other for so long; then all are there for `seconds`, and what they do is timed apart. */
  arrivalSeconds: number;
  seconds: number;
  /** Between two things that a person does, on average. */
  thinkSeconds: number;
  /** Of the things they do, how many are to add a photo. */
  adding: number;
};

export const KINDS = [
  'list albums',
  'show a link',
  'open a link',
  'open by a password',
  'cookies',
  'list photos',
  'ticket',
  'PUT',
  'confirm',
  'thumbnail',
  'picture',
] as const;
export type Kind = (typeof KINDS)[number];

/** Milliseconds from the request to the last byte of its answer. */
export type Timing = { requests: number; p50: number; p95: number; p99: number; most: number };

export type CrowdReport = {
  /** Of requests that began once all were there. */
  timings: Partial<Record<Kind, Timing>>;
  /** Of those that began while people came: nearly all who open a link do it then. */
  coming: Partial<Record<Kind, Timing>>;
  /** All requests, those of the arrival too. */
  requests: number;
  /** What was not as it should be, in words. */
  failures: string[];
  /** 429 with Retry-After: the person waited so long. */
  limited: number;
  confirmed: { photo: string; album: string }[];
  /** How often each link was opened. */
  opened: Record<string, number>;
  megabytes: { shown: number; sent: number };
  /** Of the crowd itself, and how late its own timers were: what it cannot blame the platform for. */
  cpuSeconds: number;
  lagP99Ms: number;
};
