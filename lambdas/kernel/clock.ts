/** The clock is passed in, so that the rules about time are pure and their tests need not wait. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** Seconds since 1970, rounded down: what DynamoDB's TTL and every `expires_at` hold. */
export const epochSeconds = (time: Date) => Math.floor(time.getTime() / 1000);

/** The same, as answers say it: ISO 8601 in UTC. */
export const isoTime = (epoch_seconds: number) => new Date(epoch_seconds * 1000).toISOString();
