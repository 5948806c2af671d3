/** A bar of progress: share done from 0 to 1. One that does not go on has the colour of why. */
type Props = { share: number; label: string; state?: 'failed' | 'stopped' };

export function Bar({ share, label, state }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <div
      class={state ? `bar ${state}` : 'bar'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
