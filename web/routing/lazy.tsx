import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';

/**
 * A page whose code is loaded when it is first shown. A failure is shown with a retry that loads the document anew: after a
 * deployment the old code is gone from the server, and only the new document knows the new names.
 */
export function lazy<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  let asked = false;
  return function Lazy(props: Props) {
    if (!asked) {
      asked = true;
      load().then(
        (module) => {
          loaded.value = module.default;
        },
        (error) => {
          failure.value = error;
        },
      );
    }
    const Loaded = loaded.value;
    if (Loaded) return <Loaded {...props} />;
    if (!failure.value) return null;
    return <Problem title={text.pageFailed} error={failure.value} retry={() => location.reload()} />;
  };
}
