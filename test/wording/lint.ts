import { writeFile } from 'node:fs/promises';
import { complaints, grown, standing } from './check.ts';
import { recordedStanding, STANDING, theList, wordsOfTheProduct } from './product.ts';

/*
 * `npm run words` looks for words in the product that its readers do not use; docs/wording.md says what to write instead.
 * `-- --record` writes down what stands, for the next time to compare with: it may get less and never more.
 */

const list = await theList();
const findings = await wordsOfTheProduct(list);
const recorded = await recordedStanding();
const now = standing(findings, list);

if (process.argv.includes('--record')) {
  const more = grown(now, recorded);
  if (more.length > 0) {
    console.error(`Not recorded: there is more of ${more.map((name) => `"${name}"`).join(', ')} than before.`);
    process.exit(1);
  }
  await writeFile(STANDING, `${JSON.stringify(now, null, 2)}\n`);
} else {
  const wrong = complaints(findings, list, recorded);
  if (wrong.length > 0) {
    console.error([...wrong, 'docs/wording.md says which words we use.'].join('\n'));
    process.exit(1);
  }
}
