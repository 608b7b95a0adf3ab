import { config } from '../../shared/config.ts';
import { loadFonts } from '../../shared/documents/fonts.ts';
import { openTable } from '../../shared/records/documents.ts';
import { handler as renderReport } from './handler.ts';

const fonts = loadFonts();
// read while the function starts; whoever waits for them hears that they are missing
fonts.catch(() => {});

export const handler = renderReport({ table: openTable(config('TABLE', 'PRIVATE_TABLE')) }, () => fonts);
