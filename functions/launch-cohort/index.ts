import { now } from '../../shared/aws/clock.ts';
import { config } from '../../shared/config.ts';
import { openTable } from '../../shared/records/documents.ts';
import { handler as launchCohort } from './handler.ts';

export const handler = launchCohort({ table: openTable(config('TABLE')), now });
