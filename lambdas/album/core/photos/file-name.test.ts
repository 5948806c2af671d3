import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['IMG_2041.JPG', 'image/jpeg', 'IMG_2041.JPG'],
  ['scan.jpeg', 'image/jpeg', 'scan.jpeg'],
  ['run me.html', 'image/jpeg', 'run me.html.jpg'],
  ['photo', 'image/png', 'photo.png'],
  ['picture.jpg', 'image/webp', 'picture.jpg.webp'],
] as const)('%s of type %s is stored as %s', (name, type, stored) => expect(fileName(name, type)).toBe(stored));
