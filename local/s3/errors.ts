/** An answer of S3 that is an error; `fields` are further elements of its XML, `headers` go with the answer. */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, string | number>;
  readonly headers: Record<string, string>;

  constructor(
    code: string,
    status: number,
    message: string,
    more: { fields?: Record<string, string | number>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.fields = more.fields ?? {};
    this.headers = more.headers ?? {};
  }
}

export const invalidArgument = (name: string, value: string, message: string) =>
  new S3Error('InvalidArgument', 400, message, { fields: { ArgumentName: name, ArgumentValue: value } });
export const invalidRequest = (message: string) => new S3Error('InvalidRequest', 400, message);
export const noSuchBucket = (bucket: string) =>
  new S3Error('NoSuchBucket', 404, 'The specified bucket does not exist', { fields: { BucketName: bucket } });
export const noSuchKey = (key: string) =>
  new S3Error('NoSuchKey', 404, 'The specified key does not exist.', { fields: { Key: key } });
export const noSuchUpload = (id: string) =>
  new S3Error(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { fields: { UploadId: id } },
  );
export const preconditionFailed = (condition: string) =>
  new S3Error('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    fields: { Condition: condition },
  });
export const malformedXml = () =>
  new S3Error('MalformedXML', 400, 'The XML you provided was not well-formed or did not validate against our schema');
export const notImplemented = (what: string) =>
  new S3Error('NotImplemented', 501, `The local S3 does not implement ${what}.`);
