/**
 * Tests of `local/s3/events*.test.ts` that moto (5.2.5) fails, and why we do not follow it. By the full name of the test. "Recorded":
 * LocalStack's tests keep what the service itself told (`tests/aws/services/s3/test_s3_notifications_sqs.snapshot.json`), and the twin
 * tells the same.
 */
const LESS = 'its message has fewer fields than version 2.1 (recorded: all of them)';
const SLASHES = 'it encodes the slashes of a key (recorded: `testupload/dir1/testfile.txt`)';
const TAKES_ALL = 'it takes such a configuration (recorded: refused)';
const NO_ARGUMENT = 'it refuses it in other words, and names no argument (recorded: these)';
const OVERLAP = 'it takes both (the service refuses them; the words are those that its users quote)';

export const MOTO_EVENTS_DIFFERENCES: Record<string, string> = {
  'who is configured is told so by a test':
    'its test says neither RequestId nor HostId (User Guide, "Event message structure")',
  'a PUT, in every field of version 2.1': LESS,
  'a copy and a completed upload are told as what they are, their parts are not':
    'it tells of a part, too, as of an object that was put',
  'of what was deleted the key is told, one message each; of what was not there nothing':
    'it tells size and ETag of what has gone (recorded: key and sequencer)',
  'a key is form-encoded, its slashes are not': SLASHES,
  'only what the filter lets through': SLASHES,
  'sequencers of a key say what came later': 'it has no sequencers',
  'a configuration is kept as it was given, until another takes its place':
    'it answers the names of rules as they were given (recorded: Prefix, Suffix)',
  'queues that are not there are named, each by itself, and nothing is kept': TAKES_ALL,
  'what is no ARN': NO_ARGUMENT,
  'a rule that is neither prefix nor suffix': 'it fails at it (500)',
  'an event that there is not': NO_ARGUMENT,
  'an id for two': TAKES_ALL,
  'two that could be told of one event: the same event for all keys': OVERLAP,
  'two that could be told of one event: a prefix within another': OVERLAP,
  'two that could be told of one event: a suffix without a prefix': OVERLAP,
  'who asks for it is not looked for; the ARN must be one all the same': NO_ARGUMENT,
};
