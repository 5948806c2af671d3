import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Area } from '../../workflow.ts';
import { ShotFailure } from '../shot-failure.ts';
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
      const shot = { id: area.shot.id, name: area.name };
      const bytes = await work.get(area.shot.key);
      if (!bytes) throw new ShotFailure('missing', shot, 'The screenshot is not in the bucket.');
      if (bytes.length !== area.shot.bytes) {
        const lengths = `has ${bytes.length} bytes, ${area.shot.bytes} were announced`;
        throw new ShotFailure('wrong_checksum', shot, `The stored screenshot ${lengths}.`);
      }
      if (createHash('sha256').update(bytes).digest('hex') !== area.shot.sha256) {
        throw new ShotFailure('wrong_checksum', shot, 'The stored screenshot has another SHA-256 than was announced.');
      }
      return bytes;
    },
    async stop() {},
  };
}
