import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../../kernel/documents.ts';
import { INDEX } from '../keys.ts';
import type { Unsettled } from '../removal-ports.ts';

/** By the sparse index of the album table: only rows about which something remains to be done are in it. */
export const dynamodbUnsettled = (documents: Documents, table: string): Unsettled => ({
  async due(kind, by, limit) {
    const { name, pk, sk } = INDEX.unsettled;
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        IndexName: name,
        KeyConditionExpression: '#kind = :kind AND #due <= :by',
        ExpressionAttributeNames: { '#kind': pk, '#due': sk },
        ExpressionAttributeValues: { ':kind': kind, ':by': by.toISOString() },
        Limit: limit,
      }),
    );
    return Items.map(({ album, photo }) => ({ album: album as string, ...(photo && { photo: photo as string }) }));
  },
});
