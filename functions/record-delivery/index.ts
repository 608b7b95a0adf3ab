import { now } from '../../shared/aws/clock.ts';
import { config } from '../../shared/config.ts';
import { openTable } from '../../shared/records/documents.ts';
import { handler as recordDelivery } from './handler.ts';

export const handler = recordDelivery({ table: openTable(config('TABLE')), now });
