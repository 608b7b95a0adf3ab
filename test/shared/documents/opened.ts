import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A tag of the structure tree, with what is read out inside it. */
export interface Tag {
  readonly role: string;
  readonly text: string;
  readonly children: readonly Tag[];
}

type Tree = Awaited<ReturnType<Page['getStructTree']>>;
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;

/** The text of each marked piece of a page, by its name in the tree; and what no tag speaks of. */
async function pieces(page: Page) {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const byId = new Map<string, string>();
  let untagged = '';
  const open: (string | null | undefined)[] = [];
  for (const item of items)
    if ('str' in item) {
      const id = open.at(-1);
      const text = item.str + (item.hasEOL && item.str ? ' ' : '');
      if (!id) untagged += `${item.str}\n`;
      else byId.set(id, (byId.get(id) ?? '') + text);
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id);
  return { byId, untagged };
}

/** Undefined for a tag with nothing on this page: the reader lists those beside what is there. */
function tagOf(tree: Tree, byId: ReadonlyMap<string, string>): Tag | undefined {
  const children: Tag[] = [];
  const own: string[] = [];
  for (const child of tree.children)
    if ('role' in child) {
      const tag = tagOf(child, byId);
      if (tag) children.push(tag);
    } else own.push(byId.get((child as { id: string }).id) ?? '');
  if (own.length + children.length === 0) return undefined;
  const text = [...own, ...children.map((tag) => tag.text)].map((piece) => piece.trim()).join(' ');
  return { role: tree.role, text, children };
}

const flat = (tag: Tag): Tag[] => [tag, ...tag.children.flatMap(flat)];

/** What a reader finds in a PDF file. */
export async function opened(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const doc = await task.promise;
  const { info, metadata } = await doc.getMetadata();
  const pages = [];
  for (let number = 1; number <= doc.numPages; number += 1) {
    const page = await doc.getPage(number);
    const { byId, untagged } = await pieces(page);
    const root = tagOf(await page.getStructTree(), byId);
    if (!root) throw new Error(`Nothing on page ${number} is tagged.`);
    pages.push({ root, untagged });
  }
  const found = {
    info: info as Readonly<Record<string, unknown>>,
    metadata: [...(metadata ?? [])] as unknown as [string, string][],
    // a map, whatever its types say
    marked: ((await doc.getMarkInfo()) as unknown as Map<string, boolean>).get('Marked'),
    preferences: await doc.getViewerPreferences(),
    pages,
    /** every tag of every page, in the order in which they are read; one that runs on is there once for each page */
    tags: pages.flatMap(({ root }) => flat(root)),
  };
  await task.destroy();
  return found;
}

/** The texts of all tags of one role. */
export const textsOf = (tags: readonly Tag[], role: string): string[] =>
  tags.filter((tag) => tag.role === role).map((tag) => tag.text.trim());
