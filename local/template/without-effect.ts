/** Types of resources that do nothing in the twin, each with its reason. */
export const LOGS = 'Logs of the twin go to its own output.';
const WATCH = 'There is no CloudWatch; the twin reports events on its output, and what functions count at /metrics.';

export const WITHOUT_EFFECT: Record<string, string> = {
  'AWS::Logs::LogGroup': LOGS,
  'AWS::Logs::ResourcePolicy': LOGS,
  'AWS::CloudWatch::Alarm': WATCH,
  'AWS::CloudWatch::Dashboard': WATCH,
  'AWS::KMS::Key': 'It encrypts what alarms tell their topic; alarms are not raised here.',
  'AWS::SNS::Topic': WATCH,
  'AWS::SNS::TopicPolicy': WATCH,
  'AWS::SNS::Subscription': WATCH,
  'Custom::S3AutoDeleteObjects': 'Nothing is taken down; `npm start -- --reset` deletes the local data.',
  'AWS::CDK::Metadata': 'Statistics of CDK.',
};
