import { Hono } from 'hono';
import { partnershipId } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { inviteAgain, whyNotAgain } from '#domain/partnership/signing.ts';
import { roleInWords } from '#domain/people/person.ts';
import { signerOf, signingStep } from '#domain/programme/signing.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** The lead invites a school again that has declined, or has not signed in time. */
export const invitingAgain = new Hono<Web>();

const homeOf = ({ var: { cohort } }: Asked, urn: string) => `/cohorts/${cohort.id}/schools/${urn}`;

function form(c: Asked, p: Partnership): AskPage {
  const step = signingStep(c.var.cohort.programme);
  const signer = roleInWords[step ? signerOf(step) : 'link'];
  return {
    title: 'Invite the school again',
    school: p.school,
    back: homeOf(c, p.urn),
    follows: [
      `The ${signer} gets a new email with a link to read and sign the agreement. Links of the first invitation stay closed.`,
      ...(c.var.cohort.programme.sessions
        ? ['Sessions that were cancelled stay cancelled. They can be planned again.']
        : []),
    ],
    tick: `${p.school} is to be asked once more`,
    button: 'Invite the school again',
  };
}

const schoolOf = async (c: Asked): Promise<Partnership | undefined> =>
  (await readPartnership(c.var.parts.table, partnershipId(c.var.cohort.id, c.req.param('urn') ?? '')))?.value;

invitingAgain.get('/', async (c) => {
  const p = await schoolOf(c);
  if (!p) return refusal(c, 404);
  return whyNotAgain(p, c.var.cohort, c.var.parts.now()) ? goTo(c, homeOf(c, p.urn)) : ask(c, form(c, p));
});

invitingAgain.post('/', async (c) => {
  const p = await schoolOf(c);
  if (!p) return refusal(c, 404);
  return askAndAct(c, {
    form: form(c, p),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => act(c.var.parts, p.id, 'lead', inviteAgain),
    done: () => goTo(c, `${homeOf(c, p.urn)}?told=invited-again`),
  });
});
