import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['IMG_2041.JPG', 'image/jpeg', 'IMG_2041.JPG'],
  ['scan.jpeg', 'image/jpeg', 'scan.jpeg'],
  ['run me.html', 'image/jpeg', 'run me.html.jpg'],
  ['photo', 'image/png', 'photo.png'],
  ['picture.jpg', 'image/webp', 'picture.jpg.webp'],
  ['..', 'image/jpeg', 'file.jpg'],
  ['CON.jpg', 'image/jpeg', '_CON.jpg'],
  ['nul', 'image/png', '_nul.png'],
  [' .jpg', 'image/jpeg', 'jpg.jpg'],
  ['a.jpg. ', 'image/jpeg', 'a.jpg'],
] as const)('%s of type %s is stored as %s', (name, type, stored) => expect(fileName(name, type)).toBe(stored));
