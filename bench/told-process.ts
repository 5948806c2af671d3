/** A program of ours that is told what to do by a file and answers with one JSON, in a process of its own: what it costs is not the platform's. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** @param program of this folder @param folder for what it is told @throws Error with what it said, when it fails */
export async function runTold<Report>(program: string, plan: object, folder: string): Promise<Report> {
  const file = join(folder, 'plan.json');
  await writeFile(file, JSON.stringify(plan));
  const child = spawn(process.execPath, [join(import.meta.dirname, program), file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [report, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complaints}`);
  return JSON.parse(report) as Report;
}
