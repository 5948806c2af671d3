import type { Role } from 'aws-cdk-lib/aws-iam';
import { TILE_FOLDERS } from '../../lambdas/map/tile-paths.ts';
import { grant } from './grant.ts';
import { grantListing } from './grant-listing.ts';
import type { MapPlaces } from './map-workers.ts';

/** Allows to find and remove tiles, and to remove whatever a build or a map has in the work bucket. */
export function grantRemoval(role: Role, { workBucket, tilesBucket }: MapPlaces): void {
  grantListing(role, tilesBucket, ...Object.values(TILE_FOLDERS));
  const removed = [
    workBucket.arnForObjects('builds/*'),
    workBucket.arnForObjects('screenshots/*'),
    workBucket.arnForObjects('saves/*'),
    tilesBucket.arnForObjects('*'),
  ];
  grant(role, ['s3:DeleteObject'], removed, 'Everything below the folder of a build or a map goes, whatever its name.');
}

/**
 * Allows to remove builds: which screenshots go with one, its request says, and those of the map's other builds. Without the
 * right to list the whole bucket, S3 answers 403 for a request that has gone.
 */
export function grantBuildRemoval(role: Role, places: MapPlaces): void {
  const { workBucket } = places;
  grantRemoval(role, places);
  grant(role, ['s3:ListBucket'], [workBucket.bucketArn]);
  const requests = workBucket.arnForObjects('builds/*/plan/request*.json');
  grant(role, ['s3:GetObject'], [requests], 'A request lies in the folder of its build, which has an id of its own.');
}
