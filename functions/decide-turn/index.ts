import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { now } from '#aws/clock.ts';
import { countedTurn } from '#aws/counted-turn.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as decideTurn } from './handler.ts';

const turn = decideTurn({ table: openTable(config('TABLE')), now });

export const handler = countedTurn(turn, { logger: new Logger(), metrics: new Metrics() });
