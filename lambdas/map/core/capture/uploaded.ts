import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Area } from '../../workflow.ts';
import { shotFailure } from '../shot-failure.ts';
import type { CaptureDriver } from './driver.ts';

/** Screenshots that were uploaded before the job: a capture is the stored object, proved by its length and checksum. */
export function uploadedShots(work: ObjectStore): CaptureDriver {
  let area: Area | undefined;
  return {
    async start() {},
    async goto(next) {
      area = next;
    },
    async capture() {
      if (!area) throw new Error('goto() must name an area before capture().');
      const bytes = await work.get(area.shot.key);
      if (!bytes) throw shotFailure('missing', area.name, 'The screenshot is not in the bucket.');
      if (bytes.length !== area.shot.bytes) {
        const lengths = `has ${bytes.length} bytes, ${area.shot.bytes} were announced`;
        throw shotFailure('wrong_checksum', area.name, `The stored screenshot ${lengths}.`);
      }
      if (createHash('sha256').update(bytes).digest('hex') !== area.shot.sha256) {
        throw shotFailure('wrong_checksum', area.name, 'The stored screenshot has another SHA-256 than was announced.');
      }
      return bytes;
    },
    async stop() {},
  };
}
