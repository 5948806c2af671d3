/** Every command there is, in the order of the help. */
import type { Command } from './command.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { mapCancel } from './commands/map-cancel.ts';
import { mapCorrect } from './commands/map-correct.ts';
import { mapCost } from './commands/map-cost.ts';
import { mapCreate } from './commands/map-create.ts';
import { mapDelete } from './commands/map-delete.ts';
import { mapEstimate } from './commands/map-estimate.ts';
import { mapExport } from './commands/map-export.ts';
import { mapList } from './commands/map-list.ts';
import { mapRedrive } from './commands/map-redrive.ts';
import { mapRollback } from './commands/map-rollback.ts';
import { mapShots } from './commands/map-shots.ts';
import { mapShow } from './commands/map-show.ts';
import { mapStatus } from './commands/map-status.ts';
import { mapTile } from './commands/map-tile.ts';

export const COMMANDS: Command[] = [
  mapCreate,
  mapList,
  mapShow,
  mapStatus,
  mapCancel,
  mapRedrive,
  mapShots,
  mapTile,
  mapCorrect,
  mapExport,
  mapRollback,
  mapEstimate,
  mapCost,
  mapDelete,
  login,
  logout,
];
