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

/** The children of a request document with the root `root`: texts, children of their own, repeated ones as arrays. Throws MalformedXML. */
export function readDocument(text: string, root: string): Record<string, unknown> {
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  const document = (parser.parse(text) as Record<string, unknown>)[root];
  // An element without children is its text.
  if (typeof document === 'string' && document.trim() === '') return {};
  if (typeof document !== 'object' || document === null) throw malformedXml();
  const { '#text': _, ...children } = document as Record<string, unknown>;
  return children;
}

/** The children of an element that has some. Throws MalformedXML. */
export function childrenOf(element: unknown): Record<string, unknown> {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) throw malformedXml();
  return element as Record<string, unknown>;
}

/** An element's text, or those of repeated ones; none when it is missing. Throws MalformedXML. */
export function textsOf(value: unknown): string[] {
  const all = [value ?? []].flat();
  if (!all.every((text) => typeof text === 'string')) throw malformedXml();
  return all;
}

/** Each of a document's `item` elements as its children's texts. Throws MalformedXML for a child that is repeated or no text. */
export function itemsOf(document: Record<string, unknown>, item: string): Record<string, string>[] {
  const items = [document[item] ?? []].flat();
  const isFlat = (entry: unknown) =>
    typeof entry === 'object' && entry !== null && Object.values(entry).every((child) => typeof child === 'string');
  if (!items.every(isFlat)) throw malformedXml();
  return items as Record<string, string>[];
}
