/**
 * Tests of `local/sqs` that moto (5.2.5) fails, and why we do not follow it. By the full name of the test. "Recorded": LocalStack's tests
 * keep what the service itself answered (`tests/aws/services/sqs/*.snapshot.json`), and the twin answers the same.
 */
const CHECKS_NO_VALUE = 'it takes any value; the ranges are those of the API reference (SetQueueAttributes)';
const NO_MOVE_TASKS = 'it has no move tasks';

export const MOTO_DIFFERENCES: Record<string, string> = {
  'a queue has a URL at the endpoint, the defaults of the service, and is found by its name':
    'its timestamps are fractions of seconds (recorded: whole seconds)',
  'the same queue may be made again, with other attributes it may not':
    'it does not name the attribute (recorded: it is named)',
  'refused InvalidAttributeName: {"Colour":"red"}': CHECKS_NO_VALUE,
  'refused InvalidAttributeValue: {"VisibilityTimeout":"43201"}': CHECKS_NO_VALUE,
  'refused InvalidAttributeValue: {"DelaySeconds":"901"}': CHECKS_NO_VALUE,
  'refused InvalidAttributeValue: {"MaximumMessageSize":"1048577"}': CHECKS_NO_VALUE,
  'refused InvalidAttributeValue: {"MessageRetentionPeriod":"59"}': CHECKS_NO_VALUE,
  'refused InvalidAttributeValue: {"ReceiveMessageWaitTimeSeconds":"x"}': CHECKS_NO_VALUE,
  'refused a redrive policy: deadLetterTargetArn': 'it calls it QueueDoesNotExist (recorded: InvalidParameterValue)',
  'refused a redrive policy: Dead letter target does not exist.': 'the same',
  'refused a redrive policy: mandatory attribute: maxReceiveCount': 'it refuses the same in other words',
  'a trace header travels as a system attribute':
    'it answers no MD5OfMessageSystemAttributes (API reference, SendMessage)',
  'ten at once, and no more than ten': 'it refuses eleven in other words (recorded: these)',
  'of a batch what is good is sent, and what is not is named':
    'it refuses the whole batch for one message that is too long (recorded: that entry fails)',
  'sizes a message may have 1 MiB with its attributes, and not a byte more': 'it does not count attributes',
  'refused an empty body': 'it takes it (recorded: MissingParameter)',
  'refused characters outside the allowed set': 'it takes them (API reference, SendMessage: InvalidMessageContents)',
  'refused an attribute without a value': 'it takes it (recorded: InvalidParameterValue)',
  'a receiver says how long others do not see it, and changes it: 0 shows it at once':
    'it lets the visibility of a message be changed that is not in flight (API reference: MessageNotInflight)',
  'a long poll wakes up when a message comes, and ends without one when its time is over':
    'it refuses 21 seconds in other words (recorded: these)',
  'after five deliveries a message goes to the dead letters, with its id, its age and its count':
    'it says nothing of the queue where it came from (recorded: DeadLetterQueueSourceArn)',
  'a move task brings dead letters back where they came from, as new messages': NO_MOVE_TASKS,
  'a move task or elsewhere, at the rate that is given, until it is cancelled': NO_MOVE_TASKS,
  'a move task is refused where it cannot be': NO_MOVE_TASKS,
};
