/** Every text of an object that is named and has nothing in it. */
export function emptyTexts<T extends object>(
  of: T,
  names: readonly (keyof T & string)[],
  place = '',
): readonly string[] {
  return names.filter((name) => String(of[name] ?? '').trim() === '').map((name) => `${place}${name} is empty`);
}

/** Whatever a list names more than once. */
export const doubled = (place: string, keys: readonly string[]): readonly string[] =>
  [...new Set(keys.filter((key, i) => keys.indexOf(key) < i))].map((key) => `${place} names '${key}' twice`);
