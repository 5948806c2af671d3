/** Values of options, turned into what they mean; a wrong one is exit 2 with the values that are right. */
import { BOXES_PER_JOB } from '../lib/limits.ts';
import { usageError } from './command-error.ts';
import type { Arguments } from './parse-arguments.ts';

type Values = Arguments['values'];

export const textOption = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** A whole number from `low` to `high`. */
export function numberOption(values: Values, name: string, low: number, high: number): number | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= low && number <= high) return number;
  throw usageError(`--${name} is a whole number from ${low} to ${high}, not ${text}.`);
}

export function choiceOption<T extends string>(values: Values, name: string, choices: readonly T[]): T | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw usageError(`--${name} is one of ${choices.join(', ')}, not ${text}.`);
  return choice;
}

/** `1024x768` in px. */
export function sizeOption(values: Values, name: string): [number, number] | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  if (match && Number(match[1]) > 0 && Number(match[2]) > 0) return [Number(match[1]), Number(match[2])];
  throw usageError(`--${name} is WIDTHxHEIGHT in px, for example 1024x1024, not ${text}.`);
}

/** `12000,3400` in px, each from 0 to `most`. */
export function placeOption(values: Values, name: string, most: number): [number, number] | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const match = /^(-?\d+),(-?\d+)$/.exec(text);
  const place: [number, number] = [Number(match?.[1]), Number(match?.[2])];
  if (match && place.every((at) => at >= 0 && at <= most)) return place;
  if (match) throw usageError(`--${name} is LEFT,TOP in px, each from 0 to ${most}, not ${text}.`);
  throw usageError(`--${name} is LEFT,TOP in px, for example 12000,3400, not ${text}.`);
}

/** `0,0,1280,22;400,0,90,30` in px: left, top, width, height of each; `none`. */
export function boxesOption(values: Values, name: string): [number, number, number, number][] | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const boxes =
    text === 'none'
      ? []
      : text
          .replaceAll(' ', '')
          .replace(/;$/, '')
          .split(';')
          .map((box) => /^(\d{1,5}),(\d{1,5}),([1-9]\d{0,4}),([1-9]\d{0,4})$/.exec(box));
  if (boxes.includes(null) || boxes.length > BOXES_PER_JOB)
    throw usageError(
      `--${name} is LEFT,TOP,WIDTH,HEIGHT in px of a shot, up to ${BOXES_PER_JOB} of them with semicolons between them and in ` +
        `quotes, for example "0,0,1280,22;0,1012,1280,12", or none; not ${text}.`,
    );
  return boxes.map((box) => box!.slice(1).map(Number) as [number, number, number, number]);
}
