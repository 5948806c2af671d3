import sharp from 'sharp';

/**
 * A JPEG that costs what a photo costs: soft shapes under the grain of a sensor, 12 MP take 2 to 3 MB as from a phone's camera. Noise
 * alone would be several times as large, plain colours a hundredth.
 */
export async function photoLike(width: number, height: number): Promise<Buffer> {
  const noise = (part: number, sigma: number) => ({
    width: Math.ceil(width * part),
    height: Math.ceil(height * part),
    channels: 3 as const,
    noise: { type: 'gaussian' as const, mean: 128, sigma },
  });
  const shapes = await sharp({ create: { ...noise(1 / 64, 60), background: 'black' } })
    .resize(width, height, { kernel: 'cubic' })
    .toBuffer({ resolveWithObject: true });
  const grain = await sharp({ create: { ...noise(1 / 2, 12), background: 'black' } })
    .resize(width, height, { kernel: 'cubic' })
    .raw()
    .toBuffer();
  const raw = { width, height, channels: 3 as const };
  return sharp(shapes.data, { raw })
    .composite([{ input: grain, raw, blend: 'soft-light' }])
    .jpeg({ quality: 85 })
    .toBuffer();
}
