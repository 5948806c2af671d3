import type { Metafile } from 'esbuild';

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} kB`;

/**
 * Refuses a bundle that is larger than the limit: bytes are cold start.
 * @throws Error that names each such bundle and what weighs most in it
 */
export function checkBundleSizes(outputs: Metafile['outputs'], limit: number): void {
  const tooLarge = Object.entries(outputs).filter(([name, output]) => name.endsWith('.mjs') && output.bytes > limit);
  if (tooLarge.length === 0) return;
  const lines = tooLarge.map(([name, output]) => {
    const largest = Object.entries(output.inputs)
      .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
      .slice(0, 5)
      .map(([input, { bytesInOutput }]) => `    ${kilobytes(bytesInOutput)} ${input}`);
    return [`  ${name} has ${kilobytes(output.bytes)}, allowed are ${kilobytes(limit)}. Most of it:`, ...largest].join(
      '\n',
    );
  });
  throw new Error(`Bundles are too large (BUNDLE_BYTES in lib/limits.ts):\n${lines.join('\n')}`);
}
