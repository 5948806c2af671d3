import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import type { Kernel } from '../ports/kernel.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { OpenCv } from '../ports/opencv.ts';
import type { PictureCodec } from '../ports/pictures.ts';
import { loadKernel } from './kernel/load-kernel.ts';
import { loadOpenCv } from './opencv/load-opencv.ts';
import { kernelDecoding } from './png/kernel-decoding.ts';
import { s3Objects } from './s3-objects.ts';
import { sharpPictures } from './sharp-pictures.ts';

export type RegistrationPorts = {
  work: ObjectStore;
  pictures: PictureCodec;
  kernel: Kernel;
  openCv(): Promise<OpenCv>;
};

/** What the Lambdas that compare pictures work with: the bucket that WORK_BUCKET names, the kernel of layers/opencv, and on demand OpenCV. */
export async function connectRegistration(): Promise<RegistrationPorts> {
  const env = readEnv('WORK_BUCKET');
  const kernel = await loadKernel();
  const pictures = { ...sharpPictures, ...kernelDecoding(kernel, sharpPictures) };
  return { work: s3Objects(connectS3(), env.WORK_BUCKET), pictures, kernel, openCv: loadOpenCv };
}
