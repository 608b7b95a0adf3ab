import type { Page } from 'playwright-core';
import type { LocalEmail } from '#infra/local/inbox.ts';
import type { StoryLine } from '#rehearsal/story.ts';

/** A running local edition, as people meet it: pages, an inbox, and a clock. */
export interface Place {
  readonly url: string;
  readonly inboxUrl: string;
  readonly cohort: string;
  readonly lead: string;
}

export async function emails({ inboxUrl }: Place): Promise<readonly LocalEmail[]> {
  const store = (await (await fetch(`${inboxUrl}/store`)).json()) as { readonly emails: readonly LocalEmail[] };
  return store.emails;
}

export const headerOf = (email: LocalEmail, name: string): string =>
  email.headers?.find((header) => header.name === name)?.value ?? '';

/** The bare address of "Name" <address>. */
export const addressOf = (email: LocalEmail): string =>
  /<?([^<>\s"]+@[^<>\s"]+)>?$/.exec(email.destination.to[0] ?? '')?.[1] ?? '';

export async function moveClock({ url }: Place, to: string): Promise<void> {
  const answer = await fetch(`${url}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
  });
  if (!answer.ok) throw new Error(`The clock does not move to ${to}: ${await answer.text()}`);
}

/** Opens a page. Where the one before loads itself anew, that may come between: then it is asked for once more. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url).catch((error: Error) => {
    if (!error.message.includes('interrupted by another navigation')) throw error;
    return page.goto(url);
  });
}

/** Signs in as the lead with the code from the inbox. */
export async function signIn(page: Page, place: Place): Promise<void> {
  await visit(page, `${place.url}/sign-in`);
  await page.getByLabel(/email address/i).fill(place.lead);
  await page.getByRole('button', { name: /code|continue/i }).click();
  const code = (await emails(place)).findLast((email) => headerOf(email, 'X-Drumbeat-Kind') === 'sign-in-code');
  await page.getByLabel(/code/i).fill(/\b\d{6}\b/.exec(code?.body.text ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: /sign in|continue/i }).click();
}

/** Opens the link of the latest email to somebody that is about one obligation. */
async function openLink(page: Page, place: Place, who: string, step: string): Promise<void> {
  const links = (await emails(place))
    .filter((email) => addressOf(email) === who)
    .flatMap((email) => email.body.text?.match(/http\S+\/owed\/\S+/g) ?? []);
  const link = links.findLast((url) => url.includes(`.${step}.`));
  if (!link) throw new Error(`${who} has no link to ${step}`);
  await visit(page, link);
}

const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();
const start = (page: Page) => page.getByRole('button', { name: /Start now|Go on where/ }).click();

/** Ticks what is to be ticked before an act, and presses its button. */
async function confirm(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: button }).click();
}

const schoolPage = (place: Place, urn: string) => `${place.url}/cohorts/${place.cohort}/schools/${urn}`;

/** Does a line of a story as its person would: by their link, or signed in as the lead. Every page on the way is a real one. */
export async function perform(page: Page, place: Place, line: StoryLine, urn: string, step: string): Promise<void> {
  switch (line.does) {
    case 'sign':
      await openLink(page, place, line.who, step);
      await start(page);
      await page.getByRole('button', { name: /to sign/ }).click();
      await page.getByLabel('Your full name').fill('Signed By Hand');
      await page.getByLabel('Your role in the school').fill('Deputy headteacher');
      await page.getByRole('checkbox').check();
      await next(page);
      return confirm(page, /Sign and send/);
    case 'decline':
      await openLink(page, place, line.who, step);
      await start(page);
      await page.getByRole('link', { name: /cannot take part/ }).click();
      await page.getByLabel(/reason|why/i).fill('An inspection is expected');
      await next(page);
      return confirm(page, /Tell the programme lead/);
    case 'countersign':
      await visit(page, `${schoolPage(place, urn)}/countersign`);
      await page.getByLabel(/full name/i).fill('Signed By The Lead');
      await page.getByLabel(/role/i).fill('R&D co-ordinator');
      return confirm(page, /Countersign and send/);
    case 'choose-teachers':
      await openLink(page, place, line.who, step);
      await start(page);
      await next(page);
      return confirm(page, /send/i);
    case 'answer':
      await openLink(page, place, line.who, step);
      await start(page);
      while (!page.url().endsWith('/check')) {
        for (const group of await page.getByRole('group').all())
          await group.getByLabel('Agree', { exact: true }).check();
        for (const box of await page.getByRole('textbox').all())
          await box.fill('Pupils explain more.\nTeachers listen.');
        await next(page);
      }
      return confirm(page, /send/i);
    case 'agree-plan':
      await openLink(page, place, line.who, step);
      await start(page);
      await visit(page, page.url().replace(/\/plan$/, '/plan/check'));
      return confirm(page, /Agree the plan/);
    case 'confirm-cover':
      await openLink(page, place, line.who, step);
      return confirm(page, /Confirm cover/);
    case 'confirm-held':
      await openLink(page, place, line.who, step);
      await start(page);
      return confirm(page, /It took place/);
    case 'keep-record':
      await openLink(page, place, line.who, step);
      await start(page);
      while (!page.url().endsWith('/check')) {
        for (const box of await page.getByRole('textbox').all()) await box.fill('Pupil A explained the method.');
        await next(page);
      }
      return confirm(page, /send/i);
    case 'extend': {
      const [year, month, day] = line.to.split('-').map(Number);
      await visit(page, `${schoolPage(place, urn)}/owed/${step}/extend`);
      await page.getByLabel('Day').fill(String(day));
      await page.getByLabel('Month').fill(String(month));
      await page.getByLabel('Year').fill(String(year));
      await page.getByRole('button', { name: /See what follows/ }).click();
      await page.getByRole('button', { name: /new date/ }).click();
      return;
    }
    case 'release':
      await visit(page, `${schoolPage(place, urn)}/owed/${step}/release`);
      return confirm(page, /Release/);
  }
}
