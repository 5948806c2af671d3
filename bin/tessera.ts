import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from '../lib/config.ts';
import { AlbumStack } from '../lib/stacks/album.ts';
import { ApiStack } from '../lib/stacks/api.ts';
import { DeliveryStack } from '../lib/stacks/delivery.ts';
import { MapStack } from '../lib/stacks/map.ts';
import { StorageStack } from '../lib/stacks/storage.ts';
import { WatchStack } from '../lib/stacks/watch.ts';

const app = new App();
const config = readConfig(app.node.tryGetContext('tessera'), app.node.tryGetContext('platform'));

const storage = new StorageStack(app, `${config.name}Storage`, config);
const api = new ApiStack(app, `${config.name}Api`, config);
const delivery = new DeliveryStack(app, `${config.name}Delivery`, config, api);
new MapStack(app, `${config.name}Map`, { config, storage, api, delivery });
new AlbumStack(app, `${config.name}Album`, { config, storage, api, delivery });
new WatchStack(app, `${config.name}Watch`, config);

Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
