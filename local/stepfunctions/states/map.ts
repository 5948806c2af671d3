import type { MapState } from '../language.ts';
import { performDistributedMap } from '../map/distributed.ts';
import { performInlineMap } from '../map/inline.ts';
import type { Visit } from '../scope.ts';

export const performMap = (state: MapState, visit: Visit) =>
  state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED'
    ? performDistributedMap(state, visit)
    : performInlineMap(state, visit);
