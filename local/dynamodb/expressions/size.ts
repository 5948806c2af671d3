/** How large an item is: names and values in UTF-8 (developer guide, "Item sizes and formats"). */
import type { Item, Value } from '../engine.ts';
import { significant } from './number.ts';
import { contentOf, typeOf } from './value.ts';

export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** About one byte for two significant digits, and one; one more for a sign. */
function numberBytes(text: string): number {
  const { digits, exponent } = significant(text);
  if (digits === '') return 1;
  const odd = digits.length % 2 || exponent % 2 ? 0 : 1;
  return 1 + Math.ceil(digits.length / 2) + odd + (text.startsWith('-') ? 1 : 0);
}

function valueBytes(value: Value): number {
  const type = typeOf(value);
  const content = contentOf(value);
  const sum = <T>(list: T[], bytes: (each: T) => number) => list.reduce((total, each) => total + bytes(each), 0);
  switch (type) {
    case 'S':
      return Buffer.byteLength(content);
    case 'B':
      return Buffer.byteLength(content, 'base64');
    case 'N':
      return numberBytes(content);
    case 'SS':
    case 'BS':
    case 'NS':
      return sum(content, (each) => valueBytes({ [type[0]!]: each }));
    case 'L':
      return 3 + sum(content, (each: Value) => 1 + valueBytes(each));
    case 'M':
      return 3 + Object.keys(content).length + itemBytes(content);
    default:
      return 1;
  }
}
