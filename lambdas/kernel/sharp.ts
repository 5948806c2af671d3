/** sharp (libvips) for all products. Importing this file sets its process-wide limits. */
import sharp from 'sharp';

// One picture after the other on one thread: a worker has about one core, and libvips' cache only costs memory here.
sharp.concurrency(1);
sharp.cache(false);
// libvips reads dozens of formats; only the three that we accept may touch an uploaded file.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });

export { sharp };
