import type { Plugin } from 'vite';

/** Puts the script and the style sheets of each page into the page itself, and drops the files. */
export function singleFile(): Plugin {
  return {
    name: 'single-file',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const inlined = new Set<string>();
      const take = (tag: string, name: string): string => {
        const file = bundle[name.replace(/^(\.\.\/|\.?\/)+/, '')];
        if (!file) throw new Error(`single-file: ${tag} names a file that the build did not make.`);
        inlined.add(file.fileName);
        return file.type === 'chunk' ? file.code : String(file.source);
      };
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
        page.source = String(page.source)
          .replace(/<script [^>]*src="([^"]+)"[^>]*><\/script>/g, (tag, src) => {
            // The text of a script ends at the first end tag, even inside a string.
            return `<script type="module">${take(tag, src).replaceAll('</script', '<\\/script')}</script>`;
          })
          .replace(
            /<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g,
            (tag, href) => `<style>${take(tag, href)}</style>`,
          );
      }
      for (const name of inlined) delete bundle[name];
    },
  };
}
