#!/usr/bin/env node
/**
 * Speaks the lines of OpenTTD 13 that the driver hears, and writes pictures that say where they were taken: every row begins with
 * the tile. What goes wrong stands in the save, behind its chunks: `refuse WORDS`, `silent`, `die-loading`, `hang-at N`,
 * `die-at N` (of this start), `fail-at N`. The processes that ran are listed in the file that the save names by `log FILE`.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const value = (name) => process.argv[process.argv.indexOf(name) + 1];
const folder = dirname(value('-c'));
const orders = readFileSync(value('-g'), 'latin1').split('\n').slice(1);
const order = (name) => orders.find((line) => line.startsWith(name))?.slice(name.length + 1);
const log = order('log');
if (log)
  appendFileSync(
    log,
    `${JSON.stringify({ pid: process.pid, folder, args: process.argv.slice(2), env: process.env })}\n`,
  );

const say = (line) => process.stdout.write(`${line}\n`);
say('dbg: [net] Starting dedicated server, version 13.0');
if (order('refuse'))
  say(
    `dbg: [sl] Game Load Failed\n${order('refuse')}\ndbg: [net] Loading game failed, so a new (random) game will be started`,
  );
else if (order('die-loading') !== undefined) process.exit(3);
else if (order('silent') === undefined) say('\u200e*** Game paused (number of players)');

function picture([x, y], width, height) {
  const stride = (width + 3) & ~3;
  const bmp = Buffer.alloc(54 + 1024 + stride * height);
  bmp.write('BM');
  for (const [at, number] of [
    [2, bmp.length],
    [10, 54 + 1024],
    [14, 40],
    [18, width],
    [22, height],
    [46, 256],
  ])
    bmp.writeUInt32LE(number, at);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(8, 28);
  // Grey n is n.
  for (let i = 0; i < 256; i++) bmp.fill(i, 54 + i * 4, 54 + i * 4 + 3);
  for (let row = 0; row < height; row++) {
    const at = 54 + 1024 + row * stride;
    bmp[at] = x;
    bmp[at + 1] = y;
    for (let i = 2; i < width; i++) bmp[at + i] = (i * 7 + row) & 0xff;
  }
  return bmp;
}

let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [command, x, y, width, height, name] = line.split(' ');
  if (command !== 'tessera') continue;
  count++;
  if (order('hang-at') === String(count)) continue;
  if (order('die-at') === String(count)) process.kill(process.pid, 'SIGKILL');
  if (order('fail-at') === String(count)) {
    say('Screenshot failed');
    continue;
  }
  mkdirSync(join(folder, 'screenshot'), { recursive: true });
  writeFileSync(
    join(folder, 'screenshot', `${name}.bmp`),
    picture([Number(x), Number(y)], Number(width), Number(height)),
  );
  say(`Screenshot successfully saved as '${name}.bmp'`);
}
