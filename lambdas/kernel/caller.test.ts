import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, type TokenVerifier, tokenVerifier } from './caller.ts';

let server: Server;
let issuer: string;
let verify: TokenVerifier;
let discoveries = 0;
let broken = true;
let keysBroken = false;
const keys = await generateKeyPair('ES256');
const strangers = await generateKeyPair('ES256');

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256' };
  server = createServer((request, response) => {
    const discovery = request.url!.endsWith('openid-configuration');
    if (discovery) discoveries++;
    response.statusCode = broken || (keysBroken && !discovery) ? 500 : 200;
    response.end(JSON.stringify(discovery ? { jwks_uri: `${issuer}/jwks` } : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  verify = tokenVerifier({ issuer, audience: 'tessera', scope: 'maps:read' });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const token = (claims: JWTPayload = {}, key = keys.privateKey) =>
  new SignJWT({ iss: issuer, aud: 'tessera', sub: 'ada', scope: 'maps:read', exp: inAnHour(), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(key);

describe('tokenVerifier', () => {
  it('asks the issuer again after it did not answer, and then no more', async () => {
    await expect(verify(`Bearer ${await token()}`)).rejects.toMatchObject({ status: 503, retry: true });
    broken = false;
    expect(await verify(`Bearer ${await token()}`)).toEqual({ sub: 'ada', scopes: ['maps:read'] });
    await verify(`bearer ${await token()}`);
    expect(discoveries).toBe(2);
  });

  it('does not call a token bad when the keys of the issuer cannot be fetched', async () => {
    [broken, keysBroken] = [false, true];
    const fresh = tokenVerifier({ issuer, audience: 'tessera', scope: 'maps:read' });
    await expect(fresh(`Bearer ${await token()}`)).rejects.toMatchObject({ status: 503, retry: true });
    keysBroken = false;
    expect(await fresh(`Bearer ${await token()}`)).toMatchObject({ sub: 'ada' });
  });

  it.each([
    ['of another issuer', { iss: 'https://elsewhere.test' }, 401],
    ['for another audience', { aud: 'others' }, 401],
    ['that has expired', { exp: 1 }, 401],
    ['without an end', { exp: undefined }, 401],
    ['that names nobody', { sub: '' }, 401],
    ['without the scope', { scope: 'maps:write' }, 403],
  ])('refuses a token %s', async (_, claims, status) => {
    broken = false;
    await expect(verify(`Bearer ${await token(claims)}`)).rejects.toMatchObject({ status });
  });

  it('refuses a token that somebody else signed, and what is none', async () => {
    broken = false;
    await expect(verify(`Bearer ${await token({}, strangers.privateKey)}`)).rejects.toMatchObject({ status: 401 });
    await expect(verify('Basic YTpi')).rejects.toMatchObject({ status: 401 });
  });
});

describe('callerOf', () => {
  it('takes a token without scopes', () => {
    expect(callerOf({ sub: 'ada' })).toEqual({ sub: 'ada', scopes: [] });
  });

  it('takes no subject that is longer than OpenID Connect lets it be', () => {
    expect(callerOf({ sub: 'a'.repeat(255) }).sub).toHaveLength(255);
    expect(() => callerOf({ sub: 'a'.repeat(256) })).toThrow('claim sub) has 256 characters, 255 are the most');
  });

  it.each([{ scope: 'a b' }, { scp: 'a b' }, { scp: ['a', 'b'] }, { scope: 'a', scp: ['b'] }])(
    'finds the scopes of %o',
    (claims) => {
      expect(callerOf({ sub: 'ada', ...claims }).scopes).toEqual(['a', 'b']);
    },
  );
});
