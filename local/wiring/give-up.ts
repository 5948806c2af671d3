/** How long a start that was told to stop may take to give up, in milliseconds; nothing of it is lost when it is cut off. */
const GIVE_UP_MS = 3000;

/** Ends the process soon. A start gives up at its next step; one that hangs in a step (a disk that does not answer) has none. */
export const giveUpSoon = (): void => void setTimeout(() => process.exit(0), GIVE_UP_MS).unref();
