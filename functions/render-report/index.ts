import { config } from '#config';
import { loadFonts } from '#documents/fonts.ts';
import { openTable } from '#records/documents.ts';
import { handler as renderReport } from './handler.ts';

const fonts = loadFonts();
// read while the function starts; whoever waits for them hears that they are missing
fonts.catch(() => {});

export const handler = renderReport({ table: openTable(config('TABLE', 'PRIVATE_TABLE')) }, () => fonts);
