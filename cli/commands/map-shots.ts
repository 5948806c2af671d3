import type { Command } from '../command.ts';
import { ShotsDocument } from '../documents.ts';
import { findBuild } from '../find-map.ts';
import { tableLines } from '../output.ts';

export const mapShots: Command = {
  name: 'map shots',
  summary: 'lists the shots of a build: where they were planned, where they are, how sure that is',
  about: [
    'position is in px of the map as it is published: its top-left corner is the origin. nominal is in px of the plan, whose',
    'zero is another one: what position minus nominal has in common in all shots is no movement.',
  ],
  operands: ['MAP[@BUILD]'],
  options: {},
  examples: [
    ['of the published build', 'tessera map shots "My city"'],
    ['of another build, for a program', 'tessera map shots my-city-3k9f2a@01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 --json'],
  ],
  exits: { 3: 'there is no such map or build' },
  next: [['tessera map show MAP', 'which builds there are']],
  document: ShotsDocument,
  async run({ operands, api, output }) {
    const { map, build } = await findBuild(api, operands[0]!);
    const shots = await api.listShots(map.map, build);
    output.result(shots, () =>
      tableLines(
        ['name', 'row', 'col', 'nominal', 'position', 'confidence', 'reason'],
        shots.shots.map(({ name, row, col, nominal, position, confidence, reason }) => [
          name,
          row,
          col,
          nominal.join(','),
          position.join(','),
          confidence,
          reason,
        ]),
      ),
    );
    return undefined;
  },
};
