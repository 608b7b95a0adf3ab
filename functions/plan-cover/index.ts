import { now } from '#aws/clock.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as planCover } from './handler.ts';

export const handler = planCover({ table: openTable(config('TABLE')), now });
