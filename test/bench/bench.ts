import { benchBundles, prepareFunctions } from './bundles.ts';
import { benchEvaluation } from './evaluation.ts';
import { benchRehearsal } from './rehearsal.ts';
import { benchTurns } from './turn.ts';

prepareFunctions();
await benchRehearsal();
await benchTurns();
await benchEvaluation();
await benchBundles();
