import { openTable } from '#records/documents.ts';
import { moveEarlierWords } from '#records/earlier-words.ts';

/** `npm run move-words -- TABLE PRIVATE_TABLE`, with the rights of whoever deploys; docs/running.md says when. */
const [, , TABLE, PRIVATE_TABLE] = process.argv;
if (!TABLE || !PRIVATE_TABLE) throw new Error('Which tables? npm run move-words -- TABLE PRIVATE_TABLE');
console.log(`${await moveEarlierWords(openTable({ TABLE, PRIVATE_TABLE }))} items moved`);
