import { networkInterfaces } from 'node:os';

const ANY = ['0.0.0.0', '::'];

/**
 * The address to put into URLs when listening on `host`: itself, or where it means every address, this machine's own in
 * its network, so that a phone can follow links, upload and log in.
 */
export function publicAddress(host: string): string {
  if (!ANY.includes(host)) return host.includes(':') ? `[${host}]` : host;
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

/**
 * Under which addresses pages are opened: where every address is listened to, on this machine itself, too. Only there do browsers let
 * anybody sign in without TLS.
 */
export function pageOrigins(host: string, port: number): [url: string, ...others: string[]] {
  const url = `http://${publicAddress(host)}:${port}`;
  const own = `http://127.0.0.1:${port}`;
  return ANY.includes(host) && url !== own ? [url, own] : [url];
}
