import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDate, localTime } from '#calendar/london.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { jo } from '#test/functions/web/filling.ts';
import { coverSchool } from '#test/support/cover-school.ts';

const NOW = '2026-10-08T14:00';
const RECORD = 'cycle-1-1-record';
const WORDS = 'Pupil A explained it to pupil B';

let at: CoverSite;
beforeEach(async () => {
  at = await coverSite(coverSchool().until(NOW), NOW);
});
afterEach(() => at.site.stop());

const cycle = async () => (await at.partnership()).cycles.find(({ id }) => id === 'cycle-1-1');

/** The teacher of the lesson writes its record by the link in their email, and sends it. */
async function sendRecord(words = WORDS): Promise<string> {
  const link = await at.owed(RECORD);
  const visitor = at.site.visitor();
  const form = await visitor.get(`${link}/questions/1`);
  const field = /name="(answer-[^"]*)"/.exec(form.html.slice(form.html.indexOf('<textarea')))?.[1] ?? '';
  await visitor.post(`${link}/questions/1`, { [field]: words, go: 'on' });
  expect((await visitor.fill(`${link}/questions/check`, { confirm: 'yes' })).location).toBe(link);
  return link;
}

const see = async (person: string, path = '') => at.site.visitor().get(`${await at.sessions(person)}${path}`);

describe('what somebody writes for the others of their group', () => {
  it('is said above its field to be read by them, and before', async () => {
    const link = await at.owed(RECORD);
    const says = 'The others in your triad can read this with your name, as soon as you send it.';
    expect((await at.site.visitor().get(`${link}/questions/1`)).text).toContain(says);
    expect((await at.site.visitor().get(link)).text).toContain('The others in your triad can read what you write');
  });

  it('stands on the page of each of them once it is sent, and on nobody else’s', async () => {
    const held = await cycle();
    const [teaching, members] = [held?.teaching ?? '', held?.members ?? []];
    const [other = ''] = members.filter((one) => one !== teaching);
    expect((await see(other)).text).not.toContain('Written by others');
    await sendRecord();
    const page = await see(other);
    expect(page.text).toContain('Written by others in your triad');
    const path = new RegExp(`/written/${RECORD}`).exec(page.html)?.[0] ?? '';
    const read = await see(other, path);
    const name = (await at.partnership()).people.find(({ id }) => id === teaching)?.name ?? '?';
    expect(read.text).toContain(WORDS);
    expect(read.text).toContain(`Written by ${name}`);
    for (const { id } of (await at.partnership()).people) {
      if (members.includes(id) && id !== teaching) continue;
      expect([id, (await see(id, `/written/${RECORD}`)).status]).toEqual([id, 404]);
      expect((await see(id)).text).not.toContain('Written by others');
    }
  });

  it('is read by the link to something of their own, for as long as that is to be done', async () => {
    const sent = await sendRecord();
    const next = (await at.partnership()).cycles.find(({ id }) => id === 'cycle-1-2');
    const end = next?.debrief.end.at ?? '';
    await at.turn(`${localDate(end)}T${localTime(end)}`);
    const link = await at.owed('cycle-1-2-record');
    const page = await at.site.visitor().get(link);
    expect(page.html).toContain(`href="${link}/written/${RECORD}"`);
    expect((await at.site.visitor().get(`${link}/written/${RECORD}`)).text).toContain(WORDS);
    expect((await at.site.visitor().get(`${sent}/written/${RECORD}`)).text).not.toContain(WORDS);
    await at.does('lead', (p, _c, now) => release(p, 'cycle-1-2-record', now));
    expect((await at.site.visitor().get(`${link}/written/${RECORD}`)).text).not.toContain(WORDS);
  });

  it('is read by whoever follows one of them, and by them no longer', async () => {
    const held = await cycle();
    const [other = ''] = (held?.members ?? []).filter((one) => one !== held?.teaching);
    const before = await at.sessions(other);
    await sendRecord();
    await at.does('lead', (p, c, now) => replacePerson(p, c, other, jo, '2026-10-08', 'lead', now));
    expect((await at.site.visitor().get(`${before}/written/${RECORD}`)).text).not.toContain(WORDS);
    expect((await see(other, `/written/${RECORD}`)).text).toContain(WORDS);
  });

  it('is not read by somebody who has said that they have left', async () => {
    const held = await cycle();
    const [other = ''] = (held?.members ?? []).filter((one) => one !== held?.teaching);
    const link = await at.sessions(other);
    await at.does(other, (p, c, now) => reportGone(p, c, other, 'left', now));
    await sendRecord();
    expect((await at.site.visitor().get(link)).text).not.toContain('Written by others');
    expect((await at.site.visitor().get(`${link}/written/${RECORD}`)).text).not.toContain(WORDS);
  });

  it('is never on a page of the lead', async () => {
    await sendRecord();
    const lead = await at.site.lead();
    const { status, text } = await lead.get(at.home);
    expect([status, text.includes(WORDS)]).toEqual([200, false]);
  });
});
