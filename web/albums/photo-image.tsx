import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Variant, variantKey } from '../../lambdas/album/variants.ts';
import type { Looking } from '../data/use-viewing.ts';

export const pictureAddress = (album: string, photo: string, variant: Variant) =>
  `/${variantKey(album, photo, variant)}`;

type Props = {
  looking: Looking;
  src: string;
  alt: string;
  class?: string;
  isLazy?: boolean;
  onShown?: () => void;
  onFailed?: () => void;
};

/**
 * A picture that needs leave to be seen. One that does not come is asked for once more after the leave was renewed; then it is told
 * that it failed. It is tried again with each later leave: the network may be back.
 */
export function PhotoImage({ looking, src, alt, isLazy = false, onShown, onFailed, ...rest }: Props) {
  const { generation } = looking.leave.value;
  /** With which leave it was asked for last, and whether that is the second time. */
  const asked = useSignal({ generation, isSecond: false });
  const failedAt = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (failedAt.current === undefined || failedAt.current >= generation) return;
    failedAt.current = undefined;
    asked.value = { generation, isSecond: true };
  }, [generation, asked]);
  const fail = async () => {
    const { generation: used, isSecond } = asked.peek();
    if (!isSecond) {
      await looking.refused(used);
      asked.value = { generation: looking.leave.peek().generation, isSecond: true };
      return;
    }
    failedAt.current = looking.leave.peek().generation;
    looking.hasFailed.value = true;
    onFailed?.();
  };
  return (
    <img
      {...rest}
      // Anew, as an element: a browser asks no second time for an address that failed in the same one.
      key={`${asked.value.generation} ${asked.value.isSecond}`}
      src={src}
      alt={alt}
      loading={isLazy ? 'lazy' : 'eager'}
      decoding="async"
      draggable={false}
      onLoad={onShown}
      onError={() => void fail()}
    />
  );
}
