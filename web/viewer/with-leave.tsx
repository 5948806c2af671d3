import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { api } from '../data/api.ts';
import { failedBy } from '../data/failed.ts';
import { useViewing } from '../data/use-viewing.ts';
import { NoMap } from '../parts/no-map.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { signedInAs } from '../session/session.ts';
import { text } from '../text/en.ts';
import { filesWith, type MapFiles } from './map-files.ts';
import { ViewerSkeleton } from './viewer-skeleton.tsx';

type Props = { id: string; show: (files: MapFiles) => VNode };

/** A private map is there for its owner, who has to be signed in to be known. */
export default function WithLeave(props: Props) {
  return signedInAs.value ? <Owned {...props} /> : <Nothing />;
}

/** One question to the gate, and another before its cookies end: no tile asks for itself. */
function Owned({ id, show }: Props) {
  const looking = useViewing(() => api.mapSession(id), id);
  const { leave, refused } = looking;
  const files = useMemo(
    () => filesWith({ generation: () => leave.peek().generation, refused }),
    // The page of one map has one of each.
    [id],
  );
  const { generation, error } = leave.value;
  // What is on show stays, also while nobody answers.
  if (generation > 0) return show(files);
  if (failedBy(error).status === 404 || failedBy(error).status === 401) return <Nothing />;
  if (!error) return <ViewerSkeleton />;
  return (
    <Page title={text.mapNotThere}>
      <h1 class="unseen">{text.mapFailedToLoad}</h1>
      <Problem title={text.mapFailedToLoad} error={error} retry={looking.retry} />
    </Page>
  );
}

const Nothing = () => (
  <Page title={text.mapNotThere}>
    <NoMap />
  </Page>
);
