import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { now } from '#aws/clock.ts';
import { fingerprintOf, nextSecrets } from '#links/secrets.ts';

// Reads the secret as it is kept now, and writes what to keep instead; docs/running.md says when and how.
const [why] = process.argv.slice(2);
if (why !== 'planned' && why !== 'leaked') {
  process.stderr.write('Say why: npm run --silent next-secret -- planned, or: -- leaked\n');
  process.exit(1);
}
const next = nextSecrets(await text(process.stdin), why, randomBytes(48).toString('base64url'), now());
process.stderr.write(`Functions that have read it log the fingerprint ${fingerprintOf(next)}\n`);
process.stdout.write(next);
