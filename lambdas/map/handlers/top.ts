import { stepHandler } from '../../kernel/step.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { connectTiler } from '../adapters/tiler-ports.ts';
import { makeTop } from '../core/tiling/top.ts';
import type { TopInput } from '../workflow.ts';

const ports = connectTiler();

/** The step after the stage tile: the levels above the blocks. */
export const handler = stepHandler((input: TopInput) => makeTop(input, ports), {
  record: recordUsage('top', ports.work),
});
