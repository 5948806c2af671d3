/**
 * `npm run deploy -- --issuer URL --public-url URL [--audience A] [--client-id C] [cdk options]`: packages for linux-arm64,
 * then `cdk deploy --all`. Issuer and address have no default, because a wrong one locks everybody out.
 */
import { spawnSync } from 'node:child_process';
import { readConfig } from '../lib/config.ts';
import { cdkContext } from './cdk-json.ts';
import { packageForLambda } from './package.ts';

/** Options of ours are taken out; everything else goes to cdk as it stands. */
const OWN = ['issuer', 'public-url', 'audience', 'client-id'] as const;
const values: Partial<Record<(typeof OWN)[number], string>> = {};
const rest: string[] = [];
const given = process.argv.slice(2);
for (let i = 0; i < given.length; i++) {
  const [, name, joined] = /^--([a-z-]+)(?:=(.*))?$/.exec(given[i]!) ?? [];
  const own = OWN.find((each) => each === name);
  if (own) values[own] = joined ?? given[++i] ?? '';
  else rest.push(given[i]!);
}

function required(option: 'issuer' | 'public-url', meaning: string, example: string): string {
  const value = values[option];
  if (value && /^https:\/\/./.test(value)) return value;
  console.error(`Say which ${meaning}: npm run deploy -- --${option} ${example} (it begins with https://).`);
  process.exit(2);
}

const issuer = required('issuer', 'OpenID issuer signs your users in', 'https://YOUR-TENANT.auth0.com/');
const publicUrl = required('public-url', 'address people will open', 'https://maps.example.org');
const { name, games } = readConfig(cdkContext().tessera, 'linux-arm64');
const docker = process.env.CDK_DOCKER ?? 'docker';
if (games && spawnSync(docker, ['--version'], { stdio: 'ignore' }).status !== 0) {
  const choice =
    'Start it, use podman (CDK_DOCKER=podman), or deploy without games: without "games" under "context", "tessera" in cdk.json.';
  console.error(`The worker that runs games is a container image, and ${docker} is not here to build it. ${choice}`);
  process.exit(2);
}
const parameters = [
  `${name}Api:OidcIssuer=${issuer}`,
  `${name}Storage:PublicUrl=${publicUrl.replace(/\/$/, '')}`,
  ...(values.audience ? [`${name}Api:OidcAudience=${values.audience}`] : []),
  ...(values['client-id'] ? [`${name}Api:OidcClientId=${values['client-id']}`] : []),
].flatMap((parameter) => ['--parameters', parameter]);
await packageForLambda();
const cdk = ['deploy', '--all', '-c', 'platform=linux-arm64', ...parameters, ...rest];
const { status } = spawnSync('cdk', cdk, { stdio: 'inherit', shell: process.platform === 'win32' });
process.exitCode = status ?? 1;
