import { isIP } from 'node:net';

/**
 * A page of another site can make its own name point to 127.0.0.1 and so read whatever a laptop serves (DNS rebinding). Its
 * requests carry its name in Host, which is neither a loopback name, nor an address, nor the host that was configured.
 */
export const isOwnHost = (host: string | undefined, publicHost: string | undefined): boolean => {
  const name = (host ?? '').toLowerCase().replace(/:\d*$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return (
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || (publicHost !== undefined && name === publicHost.toLowerCase())
  );
};
