/** What a command is: its words, its options, its help, and what it does. */
import type * as z from 'zod';
import type { Client } from '../client/client.ts';
import { LOCAL } from '../lib/limits.ts';
import type { Output } from './output.ts';

export type OptionSpec = {
  type: 'string' | 'boolean';
  /** For the help: `WxH`, `FILE`. */
  value?: string;
  help: string;
};

export type Context = {
  /** What stood where the usage says DIR, MAP, JOB, ... */
  operands: string[];
  values: Record<string, string | boolean | undefined>;
  api: Client;
  /** Address of the platform, without a slash at the end. */
  url: string;
  output: Output;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  /** Asks the person; absent without a terminal, and with `--json`. */
  ask?: (question: string) => Promise<string>;
};

export type Command = {
  /** Words after `tessera`: `map create`. */
  name: string;
  /** One line, for lists of commands. */
  summary: string;
  /** What else a person must know before the first time. */
  about: string[];
  /** Operands in order: `DIR`, `MAP[@BUILD]`; in brackets when they may be left out. */
  operands: string[];
  options: Record<string, OptionSpec>;
  /** Options that the promise names and this version lacks. */
  notYet?: string[];
  /** What somebody may want, and the line that does it. */
  examples: [what: string, line: string][];
  /** What it means here that a command did it, that its input is bad (3) and that its job failed (4); absent: does not occur. */
  exits: { 0?: string; 3?: string; 4?: string };
  /** Where to go from here: a line, and what it does. */
  next: [line: string, does: string][];
  /** What `--json` prints. */
  document: z.ZodType;
  /** Answers the exit code, 0 when it answers nothing. Throws CommandError or ApiError. */
  run(context: Context): Promise<number | undefined>;
};

/** Where `npm start` serves. */
export const DEFAULT_URL = `http://127.0.0.1:${LOCAL.edgePort}`;

/** What a line that somebody copies needs to reach the same platform. */
export const atUrl = (url: string) => (url === DEFAULT_URL ? '' : ` --url ${url}`);

/** Options of every command. */
export const COMMON_OPTIONS: Record<string, OptionSpec> = {
  url: { type: 'string', value: 'URL', help: `the platform (TESSERA_URL; default ${DEFAULT_URL})` },
  json: { type: 'boolean', help: 'one JSON document on stdout, words on stderr' },
  help: { type: 'boolean', help: 'this help (-h)' },
};
