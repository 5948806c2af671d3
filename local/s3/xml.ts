import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXml } from './errors.ts';

/** An element's content: text, children by name, or undefined for none. An array repeats the element. */
export type XmlContent = string | number | boolean | undefined | XmlContent[] | { [name: string]: XmlContent };

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const escapeText = (text: string) => text.replace(/[&<>"\r]/g, (c) => ENTITIES[c]!);

function element(name: string, content: XmlContent): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((item) => element(name, item)).join('');
  const inner = typeof content === 'object' ? elements(content) : escapeText(String(content));
  return `<${name}>${inner}</${name}>`;
}

const elements = (children: { [name: string]: XmlContent }) =>
  Object.entries(children)
    .map(([name, content]) => element(name, content))
    .join('');

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A result document in S3's namespace. */
export const resultXml = (root: string, content: { [name: string]: XmlContent } | string) =>
  `${HEAD}<${root} xmlns="${NAMESPACE}">${typeof content === 'string' ? escapeText(content) : elements(content)}</${root}>`;

/** An error document: S3 puts it in no namespace. */
export const errorXml = (content: { [name: string]: XmlContent }) => HEAD + element('Error', content);

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true });

/**
 * The repeated `item` elements of a request document with the root `root`, each as its children's texts, and the root's
 * other texts. Throws MalformedXML.
 */
export function readItems(text: string, root: string, item: string) {
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  const document = (parser.parse(text) as Record<string, unknown>)[root];
  if (typeof document !== 'object' || document === null) throw malformedXml();
  const fields = document as Record<string, unknown>;
  const items = [fields[item] ?? []].flat();
  if (!items.every((entry) => typeof entry === 'object' && entry !== null)) throw malformedXml();
  return { items: items as Record<string, string>[], fields: fields as Record<string, string> };
}
