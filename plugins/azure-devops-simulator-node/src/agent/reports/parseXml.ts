import { XMLParser } from 'fast-xml-parser';
import { TaskFailure } from '../TaskFailure';

/** An element: its attributes by `@name`, its children by their names, its text by `#text`. */
export interface XmlElement {
  readonly [name: string]: XmlContent | undefined;
}

type XmlContent = string | XmlElement | readonly (string | XmlElement)[];

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  // Not only the five of XML, but `&#10;` too.
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * Reads XML.
 *
 * @throws TaskFailure if it is not well formed.
 */
export function parseXml(text: string, file: string): XmlElement {
  try {
    return parser.parse(text, true) as XmlElement;
  } catch (cause) {
    throw new TaskFailure(
      `${file} is no well-formed XML: ${
        cause instanceof Error ? cause.message : String(cause)
      }`,
      { cause },
    );
  }
}

/** The children of a name; one that holds only text is an element with that text. */
export function childrenOf(
  element: XmlElement,
  name: string,
): readonly XmlElement[] {
  const content = element[name];
  if (content === undefined) {
    return [];
  }
  const all: readonly (string | XmlElement)[] =
    typeof content === 'string' || !Array.isArray(content)
      ? [content as string | XmlElement]
      : content;
  return all.map(one => (typeof one === 'string' ? { '#text': one } : one));
}

/** The value of an attribute. */
export function attributeOf(
  element: XmlElement,
  name: string,
): string | undefined {
  const value = element[`@${name}`];
  return typeof value === 'string' ? value : undefined;
}

/** The text directly in an element. */
export function textOf(element: XmlElement): string {
  const text = element['#text'];
  return typeof text === 'string' ? text.trim() : '';
}
