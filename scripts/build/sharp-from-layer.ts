import type { Plugin } from 'esbuild';

/**
 * sharp is native code and comes to a Lambda in a layer, under `/opt/nodejs/node_modules`. Only `require` looks there
 * (NODE_PATH); an `import` of an ES module does not. So `import sharp from 'sharp'` becomes a `require` at run time.
 */
export const sharpFromLayer: Plugin = {
  name: 'sharp-from-layer',
  setup(build) {
    build.onResolve({ filter: /^sharp$/ }, () => ({ path: 'sharp', namespace: 'layer' }));
    build.onLoad({ filter: /.*/, namespace: 'layer' }, () => ({
      contents: "import { createRequire } from 'node:module'; export default createRequire(import.meta.url)('sharp');",
    }));
  },
};
