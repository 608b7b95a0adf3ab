import { now } from '#aws/clock.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as recordDelivery } from './handler.ts';

export const handler = recordDelivery({ table: openTable(config('TABLE')), now });
