import { text } from '../text/en.ts';
import type { FoundRepair } from './repairing.ts';

export type RepairPart = { title: string; lines: string[]; tone: 'good' | 'bad' | 'quiet' };

/** What some files are good for, part by part; only those in which there is something. Pure. */
export function repairParts(repair: FoundRepair): RepairPart[] {
  const repaired = repair.changed.filter(({ failed }) => failed).map(({ file }) => file);
  const others = repair.changed.filter(({ failed }) => !failed).map(({ file }) => file);
  const problems = [
    ...repair.wrong.map(({ file, why }) => `${file}: ${why}`),
    ...repair.otherSize.map(({ file, width, height }) => text.otherSize(file, width, height)),
    ...repair.shared.map(text.sharedName),
  ];
  const found = new Set(repair.changed.map(({ file }) => file));
  const strange = repair.unknown.filter(({ meant }) => meant === undefined || !found.has(meant));
  // Notes and licences of a whole folder are left aside in silence; a file that somebody chose by hand is not.
  const pictures = strange.filter(({ file }) => /\.(png|jpe?g|webp)$/i.test(file));
  const unknown = repair.changed.length + problems.length > 0 ? pictures : strange;
  const parts: RepairPart[] = [
    { title: text.repairedFound(repaired.length), lines: repaired, tone: 'good' },
    { title: text.repairedMissing(repair.missing.length), lines: repair.missing, tone: 'bad' },
    { title: text.filesNeedWork, lines: problems, tone: 'bad' },
    { title: text.othersReplaced(others.length), lines: others, tone: 'good' },
    { title: text.notOfTheJob, lines: unknown.map(({ file, meant }) => text.notAShot(file, meant)), tone: 'quiet' },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

/** The same in a breath, to be read aloud: the names stand below. */
export const saidOfRepair = (repair: FoundRepair): string =>
  repairParts(repair)
    .map(({ title }) => `${title}.`)
    .join(' ');
