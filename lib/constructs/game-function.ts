import type { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { MAP_MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import { imageFunction, type ServiceFunction, serviceFunction } from './service-function.ts';

/**
 * The worker that lets a game take the screenshots: a container image with the game in it. With `games: false` it is a function
 * like the others, deployed without Docker: it has no game, and says so for every area.
 */
export function gameFunction(
  scope: Construct,
  { config, sharp, workBucket }: { config: Config; sharp: LayerVersion; workBucket: IBucket },
): ServiceFunction {
  const props = {
    config,
    service: 'map',
    bundle: 'dist/handlers/map/capture-game',
    description: 'Lets a game take the screenshots of a batch of areas',
    timeoutSeconds: TIMEOUT_SECONDS.worker,
    memoryMb: MAP_MEMORY_MB.captureGame,
    environment: { WORK_BUCKET: workBucket.bucketName },
  };
  const made = config.games
    ? imageFunction(scope, 'CaptureGame', { ...props, image: `dist/images/capture-game-${config.platform ?? 'host'}` })
    : serviceFunction(scope, 'CaptureGame', { ...props, layers: [sharp] });
  const may = (action: string, patterns: string[], reason: string) =>
    grant(
      made.role,
      [action],
      patterns.map((pattern) => workBucket.arnForObjects(pattern)),
      reason,
    );
  may('s3:GetObject', ['saves/*', 'screenshots/*'], 'Saves and screenshots are named by map and ids not known before.');
  may('s3:PutObject', ['screenshots/*', 'builds/*/previews/*'], 'Screenshots have ids that are not known before.');
  // Without the right to list, S3 answers 403 for what is not there, and "not taken yet" could not be told from "forbidden".
  grant(made.role, ['s3:ListBucket'], [workBucket.bucketArn]);
  return made;
}
