/** A bar of progress: share done from 0 to 1. */
export function Bar({ share, label, failed = false }: { share: number; label: string; failed?: boolean }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <div
      class={failed ? 'bar failed' : 'bar'}
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
