import { expect, test } from 'vitest';
import { safeFileName, storedAs } from './content-disposition.ts';

test.each([
  ['IMG_2041.jpg', 'attachment; filename="IMG_2041.jpg"; filename*=UTF-8\'\'IMG_2041.jpg'],
  [
    'Zoë & Ørn 100%.png',
    'attachment; filename="Zo_ & _rn 100_.png"; filename*=UTF-8\'\'Zo%C3%AB%20%26%20%C3%98rn%20100%25.png',
  ],
  ["it's (1)*.webp", "attachment; filename=\"it's (1)_.webp\"; filename*=UTF-8''it%27s%20%281%29_.webp"],
  ['🏔️.jpg', 'attachment; filename="__.jpg"; filename*=UTF-8\'\'%F0%9F%8F%94%EF%B8%8F.jpg'],
])('%s is stored under its name, in ASCII beside', (name, header) => expect(storedAs(name)).toBe(header));

test.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\autoexec.bat', 'C__autoexec.bat'],
  ['a"; filename="b.html', 'a_; filename=_b.html'],
  ['a\r\nset-cookie: x=1', 'aset-cookie_ x=1'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['.htaccess', 'htaccess'],
  ['half \ud800.jpg', 'half .jpg'],
  ['...', 'file'],
])('%j leads nowhere else', (name, safe) => expect(safeFileName(name)).toBe(safe));

test.each([
  ['CON', '_CON'],
  ['CON.jpg', '_CON.jpg'],
  ['con.tar.gz', '_con.tar.gz'],
  ['Aux .png', '_Aux .png'],
  ['..prn', '_prn'],
  ['nul. ', '_nul'],
  ['COM1.webp', '_COM1.webp'],
  ['com¹.jpg', '_com¹.jpg'],
  ['LPT9.jpg', '_LPT9.jpg'],
  ['CONIN$', '_CONIN$'],
])('%j is no device of Windows', (name, safe) => expect(safeFileName(name)).toBe(safe));

test.each(['CONSTANTINE.jpg', 'icon.png', 'com10.jpg', 'lpt.jpg', '_CON.jpg', 'my con.jpg', 'nullius.webp'])(
  '%j is left as it is',
  (name) => expect(safeFileName(name)).toBe(name),
);

test('whatever the name, the header is one line of ASCII with two names that end where they should', () => {
  const form = /^attachment; filename="[\x20!\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.~%+&$#^`|-]+$/;
  const headers = Array.from({ length: 0x3000 }, (_, code) => storedAs(`a${String.fromCodePoint(code)}b`));
  expect(headers.filter((header) => !form.test(header))).toEqual([]);
});
