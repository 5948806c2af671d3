import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Variant, variantKey } from '../../lambdas/album/variants.ts';
import type { Looking } from '../data/use-viewing.ts';

/** With the other way to a picture, where no cookies show it: an address that an `<img>` takes. */
export type LookingAtPhotos = Looking & { byRoute(photo: string, variant: Variant): Promise<string> };

export const pictureAddress = (album: string, photo: string, variant: Variant) =>
  `/${variantKey(album, photo, variant)}`;

type Props = {
  looking: LookingAtPhotos;
  album: string;
  photo: string;
  variant: Variant;
  alt: string;
  class?: string;
  isLazy?: boolean;
  onShown?: () => void;
  onFailed?: () => void;
};

/**
 * A picture that needs leave to be seen. One that does not come is asked for once more after the leave was renewed, by its own route where
 * leave cannot be had; then it is told that it failed. It is tried again with each later leave: the network may be back.
 */
export function PhotoImage({ looking, album, photo, variant, alt, isLazy = false, onShown, onFailed, ...rest }: Props) {
  const { generation, unsigned } = looking.leave.value;
  const usual = pictureAddress(album, photo, variant);
  /** With which leave it was asked for last, where, and whether that is the second time. */
  const asked = useSignal({ generation, isSecond: false, src: usual });
  const failedAt = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (failedAt.current === undefined || failedAt.current >= generation) return;
    failedAt.current = undefined;
    asked.value = { generation, isSecond: !unsigned, src: usual };
  }, [generation, asked]);
  const { src } = asked.value;
  useEffect(() => () => URL.revokeObjectURL(src), [src]);
  const fail = async () => {
    const { generation: used, isSecond } = asked.peek();
    if (!isSecond && (await askedAgain(used))) return;
    failedAt.current = looking.leave.peek().generation;
    looking.hasFailed.value = true;
    onFailed?.();
  };
  const askedAgain = async (used: number): Promise<boolean> => {
    if (!looking.leave.peek().unsigned) await looking.refused(used);
    const now = looking.leave.peek();
    const other = now.unsigned ? await looking.byRoute(photo, variant).catch(() => undefined) : usual;
    if (other) asked.value = { generation: now.generation, isSecond: true, src: other };
    return other !== undefined;
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
