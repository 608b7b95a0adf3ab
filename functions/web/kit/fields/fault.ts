import type * as z from 'zod';

/** What somebody must mend in a form: shown at the top of the page and again beside the field. */
export interface FieldFault {
  /** the id of the field on the page */
  readonly field: string;
  readonly sentence: string;
}

/** What was posted, by field name: text only. */
export type Posted = Readonly<Record<string, string>>;

/** What a form holds, or what is wrong with it. What was typed stays in the draft either way. */
export type Read<T> = { readonly values: T } | { readonly faults: readonly FieldFault[] };

/** Reads a form by its schema, whose messages are the sentences; of several faults in one field the first. */
export function read<T>(schema: z.ZodType<T>, posted: Posted): Read<T> {
  const { success, data, error } = schema.safeParse(posted);
  if (success) return { values: data };
  const faults = error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), sentence: message }));
  return { faults: faults.filter((fault, i) => faults.findIndex(({ field }) => field === fault.field) === i) };
}

/** Only these fields, each as it was typed or empty: what goes into a draft. */
export const only = (posted: Posted, fields: readonly string[]): Posted =>
  Object.fromEntries(fields.map((field) => [field, Object.hasOwn(posted, field) ? (posted[field] ?? '') : '']));
