import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { buildNames } from '../parts/build-names.ts';
import { isKept } from '../parts/build-state.ts';
import { Command } from '../parts/command.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { text } from '../text/en.ts';
import { BuildRow } from './build-row.tsx';
import { PublishedToast } from './published-toast.tsx';
import { type Move, publish } from './publishing.ts';

/** The builds, newest first. Publishing another one asks once, and can be taken back. */
export function BuildList({ map, before, reload }: { map: MapDetail; before: string | null; reload: () => void }) {
  const asked = useSignal<(Move & { shows: string }) | undefined>(undefined);
  const moved = useSignal<{ shows: string; back: Move } | undefined>(undefined);
  const done = useRef<typeof moved.value>(undefined);
  const names = buildNames(map.builds, new Date());
  const nameOf = (build: string) => names.get(build) ?? build;
  const published = map.published_build;
  const backTo = map.builds.find(({ build }) => build === before);
  const confirm = async (signal: AbortSignal) => {
    const { shows, ...move } = asked.peek()!;
    try {
      const back = await publish(map.map, move);
      // Whoever did not wait sees it in the list.
      if (!signal.aborted) done.current = { shows: nameOf(back.from), back };
    } finally {
      // Also after a refusal: the list was older than it looked.
      reload();
    }
  };
  if (map.builds.length === 0) return <NoBuilds map={map} />;
  return (
    <>
      <ul class="build-list">
        {map.builds.map((build) => (
          <BuildRow
            key={build.build}
            map={map}
            build={build}
            name={nameOf(build.build)}
            publish={
              map.own && published && !build.published && isKept(build)
                ? () => {
                    asked.value = { from: published, to: build.build, shows: build.build };
                  }
                : undefined
            }
            rollBack={
              map.own && build.published && backTo && isKept(backTo)
                ? () => {
                    asked.value = { from: build.build, shows: backTo.build };
                  }
                : undefined
            }
          />
        ))}
      </ul>
      {asked.value && (
        <Confirm
          title={text.publishTitle(nameOf(asked.value.shows))}
          words={{ act: text.publish, acting: text.publishing, keep: text.keepAsIs, failed: text.publishFailed }}
          onConfirm={confirm}
          tone="main"
          onClose={() => {
            asked.value = undefined;
            // Only now: a dialog that closes gives the focus back first.
            if (done.current) moved.value = done.current;
            done.current = undefined;
          }}
        >
          <p>{text.publishWhat(nameOf(asked.value.shows))}</p>
          <p>{text.publishStays(nameOf(asked.value.from))}</p>
        </Confirm>
      )}
      {moved.value && (
        <PublishedToast
          key={moved.value.back.from}
          map={map.map}
          shows={moved.value.shows}
          back={moved.value.back}
          onUndone={reload}
          onClose={() => {
            moved.value = undefined;
          }}
        />
      )}
    </>
  );
}

const NoBuilds = ({ map }: { map: MapDetail }) => (
  <section class="message">
    <h2>{text.noBuilds}</h2>
    {map.own && (
      <>
        <p>{text.noBuildsWhat}</p>
        <Command line={text.createCommand(map.name, location.origin)} />
      </>
    )}
  </section>
);
