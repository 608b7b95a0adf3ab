/** Every element of a text that is well-formed XML: its name and attributes. Throws on any other. */
export function elementsOf(xml: string): { name: string; attributes: string }[] {
  const open: string[] = [];
  const found: { name: string; attributes: string }[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/gi,
    (_, end: string, name: string, attributes: string, empty: string) => {
      if (end && open.pop() !== name) throw new Error(`</${name}> ends nothing.`);
      if (!end) found.push({ name, attributes });
      if (!end && !empty) open.push(name);
      return '';
    },
  );
  if (open.length > 0 || /[<>]|&(?!(amp|lt|gt|quot|#39|#x27);)/.test(rest)) throw new Error('This is not XML.');
  return found;
}

export const textsOf = (svg: string): readonly string[] =>
  Array.from(svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g), ([, text = '']) => text);
