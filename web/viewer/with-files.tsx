import type { VNode } from 'preact';
import { isPrivateMap } from '../../lambdas/map/tile-paths.ts';
import { lazy } from '../routing/lazy.tsx';
import { type MapFiles, OF_EVERYBODY } from './map-files.ts';

/** Who only looks at public maps does not pay for it. */
const WithLeave = lazy(() => import('./with-leave.tsx'));

type Props = { id: string; show: (files: MapFiles) => VNode };

/** Shows what needs the files of a map: at once those of a public one, those of a private one when there is leave. */
export const WithFiles = ({ id, show }: Props) =>
  isPrivateMap(id) ? <WithLeave key={id} id={id} show={show} /> : show(OF_EVERYBODY);
