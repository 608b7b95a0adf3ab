import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { now } from '#aws/clock.ts';
import { countedTurn } from '#aws/counted-turn.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as closeCohort } from './handler.ts';

const turn = closeCohort({ table: openTable(config('TABLE', 'PRIVATE_TABLE')), now });

export const handler = countedTurn(turn, { logger: new Logger(), metrics: new Metrics() });
