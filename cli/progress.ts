/** Progress for people: bars that move on a terminal, elsewhere one plain line when a part is done. */
import type { Stream } from './output.ts';

export type Part = { name: string; done: number; total: number; failed?: number };
export type Progress = {
  /** Shows where the parts stand now. */
  show(parts: Part[]): void;
  /** Leaves what was drawn last. */
  end(): void;
};

const BAR = 24;

export function createProgress(stream: Stream, env: NodeJS.ProcessEnv): Progress {
  return stream.isTTY && env.TERM !== 'dumb' ? bars(stream, !env.NO_COLOR) : lines(stream);
}

function lines(stream: Stream): Progress {
  const told = new Set<string>();
  return {
    show(parts) {
      for (const part of parts) {
        if (told.has(part.name) || part.total === 0 || part.done + (part.failed ?? 0) < part.total) continue;
        told.add(part.name);
        stream.write(`${part.name} ${counts(part)}\n`);
      }
    },
    end() {},
  };
}

function bars(stream: Stream, colour: boolean): Progress {
  let drawn = 0;
  return {
    show(parts) {
      const width = Math.max(...parts.map(({ name }) => name.length));
      const rows = parts.map((part) => `${part.name.padEnd(width)} ${bar(part, colour)} ${counts(part)}`);
      const up = drawn ? `\x1b[${drawn}A` : '';
      stream.write(up + rows.map((row) => `\x1b[2K${row}\n`).join(''));
      drawn = rows.length;
    },
    end() {
      drawn = 0;
    },
  };
}

function bar({ done, total }: Part, colour: boolean): string {
  const full = total ? Math.floor((BAR * done) / total) : 0;
  const filled = '#'.repeat(full);
  return `[${colour ? `\x1b[36m${filled}\x1b[0m` : filled}${'.'.repeat(BAR - full)}]`;
}

const counts = ({ done, total, failed }: Part) => `${done}/${total}${failed ? `, ${failed} failed` : ''}`;
