/** Numbers and names of what CloudFront proves itself to the API with (docs/decisions/0038). */

/** AWS's own examples name it so. CloudFront overwrites what a viewer sends under this name. */
export const ORIGIN_HEADER = 'x-origin-verify';

/** Random letters and digits: 256 bits as base64url. */
export const ORIGIN_SECRET_BYTES = 32;

/** Functions ask again for the secrets after so long. */
export const ORIGIN_SECRETS_SECONDS = 300;

/**
 * A value that nobody knows makes a function ask again, for it may be newer than what it has; but no sooner than so long after it has
 * asked: somebody who sends wrong ones costs twelve calls a minute of each process at most (0.05 USD per 10,000), and an outage of Secrets
 * Manager slows one guest in ten seconds down.
 */
export const ORIGIN_SECRETS_PAUSE_SECONDS = 10;
