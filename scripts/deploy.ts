/**
 * `npm run deploy -- --issuer URL --public-url URL [--audience A] [--client-id C] [cdk options]`: packages for linux-arm64,
 * then `cdk deploy --all`. Issuer and address have no default, because a wrong one locks everybody out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../lib/config.ts';
import { packageForLambda } from './package.ts';

const { values, positionals, tokens } = parseArgs({
  options: {
    issuer: { type: 'string' },
    'public-url': { type: 'string' },
    audience: { type: 'string' },
    'client-id': { type: 'string' },
  },
  strict: false,
  allowPositionals: true,
  tokens: true,
});
const OWN = ['issuer', 'public-url', 'audience', 'client-id'];

function required(option: 'issuer' | 'public-url', meaning: string, example: string): string {
  const value = values[option];
  if (typeof value === 'string' && /^https:\/\/./.test(value)) return value;
  console.error(`Say which ${meaning}: npm run deploy -- --${option} ${example} (it begins with https://).`);
  process.exit(2);
}

const issuer = required('issuer', 'OpenID issuer signs your users in', 'https://YOUR-TENANT.auth0.com/');
const publicUrl = required('public-url', 'address people will open', 'https://maps.example.org');
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: { tessera?: unknown } };
const { name } = readConfig(context.tessera);
const parameters = [
  `${name}Api:OidcIssuer=${issuer}`,
  `${name}Storage:PublicUrl=${publicUrl.replace(/\/$/, '')}`,
  ...(values.audience ? [`${name}Api:OidcAudience=${values.audience}`] : []),
  ...(values['client-id'] ? [`${name}Api:OidcClientId=${values['client-id']}`] : []),
].flatMap((parameter) => ['--parameters', parameter]);
/** Everything that is not ours goes to cdk as it is. */
const rest = tokens
  .filter((token) => token.kind === 'option' && !OWN.includes(token.name))
  .flatMap((token) => (token.kind === 'option' ? [token.rawName, ...(token.value ? [token.value] : [])] : []));

await packageForLambda();
const cdk = ['deploy', '--all', '-c', 'platform=linux-arm64', ...parameters, ...rest, ...positionals];
const { status } = spawnSync('cdk', cdk, { stdio: 'inherit', shell: process.platform === 'win32' });
process.exitCode = status ?? 1;
