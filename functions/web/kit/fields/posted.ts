import type { HonoRequest } from 'hono';
import type { Posted } from './fault.ts';

const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** The text fields of a form and its files; of fields with one name the last. Undefined for what is not a form. */
export async function readPosted(
  request: HonoRequest,
): Promise<{ readonly fields: Posted; readonly files: ReadonlyMap<string, File> } | undefined> {
  if (!FORMS.test(request.header('Content-Type') ?? '')) return undefined;
  try {
    const entries = [...(await request.formData())];
    return {
      fields: Object.fromEntries(
        entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, asTyped(value)]] : [])),
      ),
      files: new Map(
        entries.flatMap(([name, value]) => (typeof value === 'string' || !value.name ? [] : [[name, value]])),
      ),
    };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Browsers send line breaks as CRLF. */
const asTyped = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n');
