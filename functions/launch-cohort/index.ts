import { now } from '#aws/clock.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as launchCohort } from './handler.ts';

export const handler = launchCohort({ table: openTable(config('TABLE')), now });
