import * as z from 'zod';
import { logger } from './log.ts';

/** What CloudFormation sends for a resource of ours (its user guide, "Custom resource request objects"). */
const Request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  /** Presigned: whoever knows it may answer. */
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});
type Request = z.output<typeof Request>;

/** `id`: of the resource; another one than before makes CloudFormation delete the old resource. `data`: its attributes, nothing secret. */
export type Made = { id: string; data?: Record<string, string> };

/** The answer of CloudFormation's may have 4096 bytes. */
const MOST_REASON = 500;

/**
 * A Lambda behind a custom resource. `work` runs at Create and Update and must allow repeats; Delete does nothing. Whatever
 * happens is answered: CloudFormation would wait an hour for a function that keeps silent.
 * @param properties of the resource, all of them texts
 */
export function customResourceHandler<Properties>(
  properties: z.ZodType<Properties>,
  work: (properties: Properties) => Promise<Made>,
): (event: unknown) => Promise<void> {
  return async (event) => {
    const request = Request.parse(event);
    const standing = request.PhysicalResourceId ?? request.LogicalResourceId;
    try {
      const { id, data = {} } =
        request.RequestType === 'Delete' ? { id: standing } : await work(properties.parse(request.ResourceProperties));
      await answer(request, { Status: 'SUCCESS', PhysicalResourceId: id, Data: data });
    } catch (error) {
      logger.error('the resource was not made', error as Error);
      const Reason = String((error as Error).message).slice(0, MOST_REASON);
      await answer(request, { Status: 'FAILED', PhysicalResourceId: standing, Reason });
    }
  };
}

async function answer({ ResponseURL, StackId, RequestId, LogicalResourceId }: Request, result: object): Promise<void> {
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // The signature of the address is for an empty type.
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...result, StackId, RequestId, LogicalResourceId }),
  });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: ${response.status}.`);
}
