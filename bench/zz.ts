import { writeCountry } from './scale/write-country.ts';

const t = performance.now();
const r = await writeCountry(Number(process.argv[2]), 1, process.argv[3]!);
console.log((performance.now() - t) / 1000, r.bytes / 1e6, r.shots.length, r.shots.filter((s) => !s.solvable).length);
