import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { TILE_FOLDERS } from '../../lambdas/map/tile-paths.ts';
import type { Config } from '../config.ts';
import { MAP_MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { gameFunction } from './game-function.ts';
import { grant } from './grant.ts';
import { grantListing } from './grant-listing.ts';
import type { Step, Worker } from './map-workflow/definition.ts';
import { type ServiceFunction, serviceFunction } from './service-function.ts';

export type MapPlaces = { mapTable: ITable; mediaTable: ITable; workBucket: IBucket; tilesBucket: IBucket };

/** The worker that runs games is made apart: a container image. */
type Made = Exclude<Step | Worker, 'captureGame'>;

const BELOW = 'Objects are named by map, build and tile, whose ids are not known before.';
const DESCRIPTION: Record<Made, string> = {
  plan: 'Plans areas and counts tasks; the job begins to run',
  capture: 'Checks the uploaded screenshots of a batch of areas',
  coords: 'Compares the shots of a batch with their neighbours',
  calibrate: 'Learns from a sample of the shots what holds for all: interface, moving colours, search radius',
  check: 'Reads the outcomes of a stage; names every failure, or moves the job on',
  solve: 'Places all shots of a build and lists the blocks of tiles',
  tile: 'Cuts the tiles of a batch of blocks, with the levels below',
  top: 'Makes the levels above the blocks, up to one tile',
  verify: 'Proves that every tile of the plan is there, and none besides',
  publish: 'Flips the map to the new build',
  cleanup: 'Removes screenshots that nothing needs any more',
};

/** The functions that the state machine calls, each allowed what it does and nothing else. */
export function mapWorkers(
  scope: Construct,
  {
    config,
    layers,
    mapTable,
    mediaTable,
    workBucket,
    tilesBucket,
  }: MapPlaces & {
    config: Config;
    layers: Record<'sharp' | 'opencv', LayerVersion>;
  },
): Record<Step | Worker, ServiceFunction> {
  const make = (name: Made, seconds: number, environment: Record<string, string>, ...layersOf: LayerVersion[]) =>
    serviceFunction(scope, name[0]!.toUpperCase() + name.slice(1), {
      config,
      service: 'map',
      bundle: `dist/handlers/map/${name}`,
      description: DESCRIPTION[name],
      timeoutSeconds: seconds,
      memoryMb: MAP_MEMORY_MB[name],
      environment,
      layers: layersOf,
    });
  const work = { WORK_BUCKET: workBucket.bucketName };
  const tiles = { TILES_BUCKET: tilesBucket.bucketName };
  const rows = { MAP_TABLE: mapTable.tableName };
  const media = { MEDIA_TABLE: mediaTable.tableName };
  const { sharp, opencv } = layers;
  const functions: Record<Step | Worker, ServiceFunction> = {
    plan: make('plan', TIMEOUT_SECONDS.plan, { ...work, ...rows, ...media }, sharp),
    capture: make('capture', TIMEOUT_SECONDS.worker, work, sharp),
    captureGame: gameFunction(scope, { config, sharp, workBucket }),
    calibrate: make('calibrate', TIMEOUT_SECONDS.calibrate, work, sharp, opencv),
    coords: make('coords', TIMEOUT_SECONDS.worker, work, sharp, opencv),
    check: make('check', TIMEOUT_SECONDS.check, { ...work, ...rows, ...media }),
    solve: make('solve', TIMEOUT_SECONDS.solve, {
      ...work,
      ...tiles,
      ...rows,
      TILE_WORKERS: String(config.parallelism.tile),
    }),
    tile: make('tile', TIMEOUT_SECONDS.worker, { ...work, ...tiles }, sharp),
    top: make('top', TIMEOUT_SECONDS.top, { ...work, ...tiles }, sharp),
    verify: make('verify', TIMEOUT_SECONDS.publish, { ...work, ...tiles, ...rows }, sharp),
    publish: make('publish', TIMEOUT_SECONDS.publish, { ...work, ...tiles, ...rows, ...media }),
    cleanup: make('cleanup', TIMEOUT_SECONDS.worker, work),
  };

  const objects = (name: Step | Worker, action: 'Get' | 'Put' | 'Delete', bucket: IBucket, ...patterns: string[]) =>
    grant(
      functions[name].role,
      [`s3:${action}Object`],
      patterns.map((p) => bucket.arnForObjects(p)),
      BELOW,
    );
  /** Without the right to list, S3 answers 403 for what is not there, and "missing" could not be told from "forbidden". */
  const list = (name: Step | Worker, bucket: IBucket) =>
    grant(functions[name].role, ['s3:ListBucket'], [bucket.bucketArn]);
  const table = (name: Step | Worker, on: ITable, ...actions: string[]) =>
    grant(
      functions[name].role,
      actions.map((action) => `dynamodb:${action}`),
      [on.tableArn],
    );

  // What the steps used; Top, Verify and Publish write all over the build's folder.
  for (const name of ['plan', 'check', 'calibrate', 'solve'] as const)
    objects(name, 'Put', workBucket, 'builds/*/usage/*');
  objects('plan', 'Get', workBucket, 'screenshots/*', 'saves/*', 'builds/*');
  objects('plan', 'Put', workBucket, 'builds/*/plan/request.json', 'builds/*/plan/*areas.jsonl');
  // Captures that the base has looked at already.
  objects('plan', 'Put', workBucket, 'builds/*/captured.json');
  list('plan', workBucket);
  // Screenshots that repaired ones took the place of.
  objects('plan', 'Delete', workBucket, 'screenshots/*');
  table('plan', mapTable, 'GetItem', 'UpdateItem', 'Query');
  table('plan', mediaTable, 'BatchGetItem', 'UpdateItem', 'BatchWriteItem');
  objects('capture', 'Get', workBucket, 'screenshots/*');
  list('capture', workBucket);
  // Small copies of screenshots that will go.
  objects('capture', 'Put', workBucket, 'builds/*/previews/*');
  objects('calibrate', 'Get', workBucket, 'screenshots/*', 'builds/*/plan/*', 'builds/*/calibration.json');
  objects('calibrate', 'Put', workBucket, 'builds/*/calibration.json');
  list('calibrate', workBucket);
  objects('coords', 'Get', workBucket, 'screenshots/*', 'builds/*/calibration.json');
  list('coords', workBucket);
  list('check', workBucket);
  objects('check', 'Get', workBucket, 'builds/*');
  objects('check', 'Put', workBucket, 'builds/*/plan/*shots.jsonl', 'builds/*/captured.json', 'builds/*/located.json');
  // What a game took gets its row, and its checksum in the request.
  objects('check', 'Put', workBucket, 'builds/*/plan/request.json');
  table('check', mediaTable, 'BatchWriteItem');
  // What the base learnt, where its pairs are taken over.
  objects('check', 'Put', workBucket, 'builds/*/calibration.json');
  table('check', mapTable, 'GetItem', 'UpdateItem', 'BatchWriteItem');
  list('solve', workBucket);
  objects('solve', 'Get', workBucket, 'builds/*');
  objects('solve', 'Put', workBucket, 'builds/*/plan/*blocks.jsonl', 'builds/*/positions.json', 'builds/*/pairs/*');
  // The bucket holds tiles and nothing else, those of private maps under another name.
  // Tiles that an earlier attempt of the job left, and this one would not make.
  grantListing(functions.solve.role, tilesBucket, ...Object.values(TILE_FOLDERS));
  objects('solve', 'Delete', tilesBucket, '*');
  table('solve', mapTable, 'GetItem', 'UpdateItem', 'BatchWriteItem');
  list('tile', workBucket);
  // Of the base: its reports, the tops of its blocks, its tiles.
  objects('tile', 'Get', workBucket, 'screenshots/*', 'builds/*');
  objects('tile', 'Get', tilesBucket, '*');
  list('tile', tilesBucket);
  objects('tile', 'Put', workBucket, 'builds/*');
  objects('tile', 'Put', tilesBucket, '*');
  list('top', workBucket);
  objects('top', 'Get', workBucket, 'builds/*');
  objects('top', 'Put', workBucket, 'builds/*');
  objects('top', 'Get', tilesBucket, '*');
  list('top', tilesBucket);
  objects('top', 'Put', tilesBucket, '*');
  list('verify', workBucket);
  objects('verify', 'Get', workBucket, 'builds/*');
  objects('verify', 'Put', workBucket, 'builds/*');
  objects('verify', 'Get', tilesBucket, '*');
  grantListing(functions.verify.role, tilesBucket, ...Object.values(TILE_FOLDERS));
  table('verify', mapTable, 'GetItem', 'UpdateItem');
  objects('publish', 'Get', workBucket, 'builds/*');
  objects('publish', 'Put', workBucket, 'builds/*');
  objects('publish', 'Get', tilesBucket, '*');
  objects('publish', 'Put', tilesBucket, '*');
  list('publish', workBucket);
  table('publish', mapTable, 'GetItem', 'UpdateItem', 'Query', 'BatchWriteItem');
  table('publish', mediaTable, 'BatchWriteItem');
  objects('cleanup', 'Delete', workBucket, 'screenshots/*');
  return functions;
}
