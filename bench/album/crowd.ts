/** The crowd, a process of its own: `node bench/album/crowd.ts PLAN` (a file), a report on standard output. */
import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { doorOf } from './doors.ts';
import { createPhone } from './phone.ts';
import type { CrowdPlan, CrowdReport } from './plan.ts';
import { createTally } from './tally.ts';
import { visit } from './visit.ts';

async function run(plan: CrowdPlan): Promise<CrowdReport> {
  const { people, arrivalSeconds, seconds } = plan;
  const jpegs = await Promise.all(plan.photos.map((file) => readFile(file)));
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const before = process.cpuUsage();
  const allThere = performance.now() + arrivalSeconds * 1000;
  const ends = allThere + seconds * 1000;
  const tally = createTally(allThere);
  const confirmed: CrowdReport['confirmed'] = [];
  const opened: CrowdReport['opened'] = {};
  const bytes = { shown: 0, sent: 0 };
  await Promise.all(
    people.map(async (person, index) => {
      await setTimeout((1000 * arrivalSeconds * index) / people.length);
      const phone = createPhone(person.address, tally, ends);
      const door = doorOf(person, plan.url, phone, (link) => {
        opened[link] = (opened[link] ?? 0) + 1;
      });
      await visit(person, {
        ...{ plan, phone, door, jpegs, ends },
        onConfirmed: (photo) => confirmed.push(photo),
        onBytes: (shown, sent) => {
          bytes.shown += shown;
          bytes.sent += sent;
        },
      });
      phone.close();
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return {
    ...tally.result(),
    ...{ confirmed, opened },
    megabytes: { shown: bytes.shown / 1e6, sent: bytes.sent / 1e6 },
    cpuSeconds: (user + system) / 1e6,
    lagP99Ms: lag.percentile(99) / 1e6,
  };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(await readFile(process.argv[2]!, 'utf8')))));
