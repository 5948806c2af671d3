import { isIP } from 'node:net';

/**
 * A page of another site can make its own name point to 127.0.0.1 and so read whatever a laptop serves (DNS rebinding). Its
 * requests carry its name in Host, which is neither a loopback name, nor an address, nor the host that was configured.
 */
export const isOwnHost = (host: string | undefined, publicHost: string | undefined): boolean => {
  const name = nameOf(host);
  if (isLocalhost(name)) return true;
  return isIP(address(name)) !== 0 || (publicHost !== undefined && name === publicHost.toLowerCase());
};

/** Whether a request says that it was sent to this machine itself. */
export const isLoopbackHost = (host: string | undefined): boolean => {
  const name = nameOf(host);
  return isLocalhost(name) || address(name) === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
};

/**
 * Empty for what is no name: one with a slash would put a path in front of the path, which a policy of signed cookies takes for the
 * path that is asked for. CloudFront answers 400.
 */
const nameOf = (host = '') => (/^[\w.:%[\]-]+$/.test(host) ? host.toLowerCase().replace(/:\d*$/, '') : '');
const isLocalhost = (name: string) => name === 'localhost' || name.endsWith('.localhost');
const address = (name: string) => name.replace(/^\[(.*)\]$/, '$1');
