import { type Detail, invalidFields } from '../../../kernel/errors.ts';
import type { MediaStore } from '../../../media/ports.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import type { PlanRequest } from '../../workflow.ts';
import { refuseUnknownScreenshots } from './check-request.ts';

type Shot = PlanRequest['shots'][number];

/**
 * The request with repaired screenshots in the places of those that they are named after.
 * @throws TesseraError `invalid_fields` (422): no shot of that name, several of it, one given twice, a screenshot that was not
 * uploaded for this map, or that is or was another shot's
 */
export async function withRepaired(
  request: PlanRequest,
  { shots: repaired, save_data_id = request.save_data_id }: RedriveRequest,
  owner: string,
  media: MediaStore,
): Promise<PlanRequest> {
  const places = placesOf(request.shots, repaired);
  refuseOthers(request, repaired, places);
  const found = await media.find(repaired.map(({ screenshot_id }) => screenshot_id));
  const byId = new Map(found.map((one) => [one.id, one]));
  const asked = repaired.map(({ screenshot_id }, i) => ({ ...request.shots[places[i]!]!, screenshot_id }));
  refuseUnknownScreenshots({ game_id: request.map_id, shots: asked }, owner, byId);

  const shots = [...request.shots];
  let { uploaded } = request;
  const replaced = [...(request.replaced ?? [])];
  for (const [i, { screenshot_id }] of repaired.entries()) {
    const old = shots[places[i]!]!;
    if (old.screenshot_id === screenshot_id) continue;
    const { key, sha256, bytes, type, expires_at } = byId.get(screenshot_id)!;
    if (expires_at !== undefined) uploaded += 1;
    shots[places[i]!] = { ...old, screenshot_id, key, sha256, bytes, type };
    replaced.push({ screenshot_id: old.screenshot_id, key: old.key, row: old.row, col: old.col });
  }
  // One that came back to its place is in use again.
  const used = new Set(shots.map((shot) => shot.screenshot_id));
  return {
    ...request,
    save_data_id,
    shots,
    uploaded,
    replaced: replaced.filter((old) => !used.has(old.screenshot_id as never)),
  };
}

/**
 * A screenshot keeps its place: what is captured and located of it is known by its id (`located.json`), and two shots cannot
 * share a picture that goes with one of them.
 */
function refuseOthers(
  { shots, replaced = [] }: PlanRequest,
  repaired: RedriveRequest['shots'],
  places: number[],
): void {
  const placeOf = ({ row, col }: { row: number; col: number }) => `${row} ${col}`;
  const owners = new Map([...replaced, ...shots].map((shot) => [shot.screenshot_id, placeOf(shot)]));
  const details = repaired.flatMap(({ name, screenshot_id }, i): Detail[] => {
    const place = placeOf(shots[places[i]!]!);
    const owner = owners.get(screenshot_id) ?? place;
    owners.set(screenshot_id, owner);
    if (owner === place) return [];
    const message = `${name} has a screenshot that is or was another shot's; upload it as one of its own.`;
    return [{ field: `shots[${i}].screenshot_id`, message }];
  });
  if (details.length > 0) throw invalidFields(details);
}

/** True when the repaired screenshots have their places in the request already. @throws TesseraError as above */
export function hasRepaired(
  request: PlanRequest,
  { shots, save_data_id = request.save_data_id }: RedriveRequest,
): boolean {
  const places = placesOf(request.shots, shots);
  const isThere = ({ screenshot_id }: { screenshot_id: string }, i: number) =>
    request.shots[places[i]!]!.screenshot_id === screenshot_id;
  return save_data_id === request.save_data_id && shots.every(isThere);
}

/** Index of the shot that each repaired one takes the place of. */
function placesOf(shots: Shot[], repaired: RedriveRequest['shots']): number[] {
  const named = Map.groupBy(shots.keys(), (index) => shots[index]!.name);
  const taken = new Set<number>();
  const details: Detail[] = [];
  const places = repaired.map(({ name, row, col }, i) => {
    const fits = (index: number) =>
      (row === undefined || shots[index]!.row === row) && (col === undefined || shots[index]!.col === col);
    const [place, ...others] = (named.get(name) ?? []).filter(fits);
    const refuse = (message: string) => void details.push({ field: `shots[${i}].name`, message });
    if (place === undefined)
      refuse(`The job has no shot ${name}${row === undefined ? '' : ' there'}; name it as it was.`);
    else if (others.length > 0) refuse(`The job has several shots ${name}; say which with row and col.`);
    else if (taken.has(place)) refuse(`${name} is given twice; give each repaired shot once.`);
    else taken.add(place);
    return place ?? -1;
  });
  if (details.length > 0) throw invalidFields(details);
  return places;
}
