import { now } from '../../shared/aws/clock.ts';
import { config } from '../../shared/config.ts';
import { openTable } from '../../shared/records/documents.ts';
import { handler as closeCohort } from './handler.ts';

export const handler = closeCohort({ table: openTable(config('TABLE').TABLE), now });
