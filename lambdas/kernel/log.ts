import { Logger } from '@aws-lambda-powertools/logger';

/** One JSON line an event. Never log tokens, presigned URLs or paths that carry them. */
export const logger = new Logger({ serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'tessera' });
