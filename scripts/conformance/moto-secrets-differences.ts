/**
 * Tests of `local/secretsmanager` that moto (5.2.1) fails, and why we do not follow it. By the full name of the test. "Recorded":
 * LocalStack's tests keep what the service itself answered (`tests/aws/services/secretsmanager/*.snapshot.json`), and the twin answers the
 * same.
 */
const CHECKS_NO_NAME = 'it takes any name (recorded: ValidationException)';
const OTHER_WORDS = 'it puts the SDK’s own words and line breaks into the message (quoted by users: these)';
const UNLABELLED = 'it describes versions that have no label, too (recorded: only those that have one)';
const CHECKS_NO_VALUE = 'it takes any value; the ranges are those of the service’s model';
const FAILS = 'it fails at it (500)';

export const MOTO_SECRETS_DIFFERENCES: Record<string, string> = {
  'the day on which it was read is told': 'of versions it does not tell it (recorded: LastAccessedDate)',
  'one that is marked for deletion shows nothing and can be brought back': OTHER_WORDS,
  'a deletion is refused: {"RecoveryWindowInDays":6}': OTHER_WORDS,
  'a deletion is refused: {"RecoveryWindowInDays":31}': OTHER_WORDS,
  'a deletion is refused: {"RecoveryWindowInDays":7,"ForceDeleteWithoutRecovery":true}': OTHER_WORDS,
  'no secret has a name with a blank': CHECKS_NO_NAME,
  'no secret has a name with an asterisk': CHECKS_NO_NAME,
  'no secret has a name with a letter that is not of ASCII': CHECKS_NO_NAME,
  'no secret has a name of 513 characters': CHECKS_NO_NAME,
  'filters: names and tags by their beginnings, a description by words, `!` for what does not match':
    'it takes words in capitals apart (API reference, Filter: a description is matched whatever its case)',
  'pages of a list are whole, whatever is made and deleted between them':
    'its tokens count secrets, so that one that goes hides another',
  'the order is that in which they were made, or another one': 'it has no order',
  'versions are listed by pages, each with its labels and its key':
    'it lists versions without a label, asked for or not (recorded: only with IncludeDeprecated)',
  'refused: a filter without a value': CHECKS_NO_VALUE,
  'refused: a page of nothing': CHECKS_NO_VALUE,
  'refused: a page of 101': CHECKS_NO_VALUE,
  'refused: a token that nobody gave': FAILS,
  'it has what is asked for, and nothing that is not':
    'it takes no password of fewer than four characters, whatever their kinds',
  'refused: none': 'it calls it InvalidParameterException (model: a minimum, as of every number)',
  'refused: 4,097': 'it calls it InvalidParameterValue, which Secrets Manager does not have',
  'refused: of nothing': FAILS,
  'the newest value is the current one, the one before it the previous one, older ones have no label': UNLABELLED,
  'a pending value changes nothing until its label is moved':
    'after a move of AWSCURRENT it still answers the value before (recorded: the one that has the label)',
  'AWSCURRENT is not moved without saying from where, and not removed': 'it lets AWSCURRENT be removed',
  'the same token again changes nothing; with another value it is refused': UNLABELLED,
  'a version that is not there, and a label that it does not have, are told':
    'of a label without a version it says that there is no such secret (recorded: no such value)',
  'refused: both kinds of value': FAILS,
  'refused: more than 64 KiB': CHECKS_NO_VALUE,
};
