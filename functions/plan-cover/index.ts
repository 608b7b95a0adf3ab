import { now } from '../../shared/aws/clock.ts';
import { config } from '../../shared/config.ts';
import { openTable } from '../../shared/records/documents.ts';
import { handler as planCover } from './handler.ts';

export const handler = planCover({ table: openTable(config('TABLE')), now });
